-- Rounds that readers see and that take files all the same, until they are released again.
--
-- Only what DuckLake has too: no sequences, indexes, primary or foreign keys.

-- Since when a released round takes files again; null where it does not.
alter table round add column reopened_at timestamp;
