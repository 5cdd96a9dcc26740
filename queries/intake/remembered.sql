-- How the headers of a layout were matched by hand the last time.
--
-- Grain:   one row per header that was matched by hand
-- Reads:   remembered_matching
-- Params:  $form            varchar  the form
--          $headers_sha256  varchar  SHA-256 of the file's headers in order
-- Returns: header  varchar  as it stands in the file
--          field   varchar  what it was matched to, null for nothing
select
    header,
    field
from remembered_matching
where form = $form and headers_sha256 = $headers_sha256
order by header
