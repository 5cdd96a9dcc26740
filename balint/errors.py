"""What can go wrong because of what a person asked or sent, one class per cause."""

from __future__ import annotations


class BalintError(Exception):
    """Something a person can mend: what happened, then what to do.

    `message` is English with {named} fields and at the same time the key under which
    the catalogues of `balint.words` hold its translation.
    """

    message = "Something went wrong."

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(self.message.format(**values))


class DatabaseMissing(BalintError):
    """There is no database where one was named."""

    message = "There is no database at {path}. Create one with `python -m balint init`."


class DatabaseInUse(BalintError):
    """Another process holds the database, and what was asked must write to it."""

    message = (
        "The database {path} is held by process {pid}, so nothing was changed. "
        "Do this on the page “{page}” of the running app, or stop the app first."
    )


class DatabaseHeld(DatabaseInUse):
    """Another process holds the database, and the running app has no page for what was asked."""

    message = (
        "The database {path} is held by process {pid}, so nothing was changed. "
        "Stop the app that runs, then ask again."
    )


class PortTaken(BalintError):
    """Another program listens where the app was to be served."""

    message = (
        "Port {port} is taken by another program, perhaps by this app in another window. "
        "Stop it, or choose another port: PORT={other} make run."
    )


class DatabaseNewer(BalintError):
    """The file was written by a newer version of the app."""

    message = (
        "The database {path} has schema {found}, and this version knows up to {known}. "
        "Nothing was changed: start the newer version of the app instead."
    )


class DatabaseUnreadable(BalintError):
    """The file is not a DuckDB database that this DuckDB can read."""

    message = (
        "The file {path} could not be read as a database of this app ({reason}). "
        "Nothing was changed: name another file, or restore a backup."
    )


class SchemaChanged(BalintError):
    """A migration that was applied has been edited since."""

    message = (
        "Migration {number} of {path} is not the one that was applied. "
        "Nothing was changed: restore data/schema as it was released."
    )


class NoSnapshot(BalintError):
    """The app holds the database and has not yet written a copy to read from."""

    message = (
        "The database {path} is held by process {pid} and has no snapshot to read yet. "
        "Wait until the app has started, then ask again."
    )


class RestoreBesideApp(DatabaseInUse):
    """A backup was to take the place of a database that is in use."""

    message = (
        "The database {path} is held by process {pid}, so nothing was changed. "
        "Stop the app, restore the backup, and start the app again."
    )


class StillReading(BalintError):
    """The database could not be replaced, since others did not stop reading it."""

    message = (
        "Others are still reading, so nothing was changed. Do it again in a moment, or stop the "
        "app and use `python -m balint erase`."
    )


class AskedDoesNotFit(BalintError):
    """More were asked in the regions together than in all."""

    message = (
        "In the regions {regions} were asked, and in all {asked}. "
        "Correct one of them; those asked in no stated region need no line."
    )


class UnknownCode(BalintError):
    """Nobody has answered in the round with that code."""

    message = (
        "No answer in {round_id} has the code “{code}”, so nothing was changed. "
        "Write the code exactly as the person has it, with capitals and zeros."
    )


class NotABackup(BalintError):
    """The file to restore is something else than a database of this app."""

    message = (
        "The file {path} is not a backup of this app, so nothing was changed. "
        "Name a file that `python -m balint backup` has written."
    )


class BackupUnreadable(BalintError):
    """The file to restore is damaged, or of a DuckDB that is newer than this one."""

    message = (
        "The backup {path} could not be read to its end ({reason}), so nothing was changed. "
        "Name another backup, or one of the snapshots beside the database."
    )


class DatabaseItself(BalintError):
    """The database was named as its own backup."""

    message = "The file {path} is the database itself. Name another file."


class TargetExists(BalintError):
    """A file would be replaced without anyone having said so."""

    message = (
        "There is already a file {path}, which was left as it is. "
        "Name another file, or add --force to replace it."
    )


class NotWritten(BalintError):
    """A file could not be written where it was asked for."""

    message = (
        "The file {path} could not be written ({reason}). "
        "Name a folder that is there, may be written to and has room."
    )


class UnknownRound(BalintError):
    """No round has that id."""

    message = "There is no round “{round_id}”. Known rounds: {known}."


class UnusedRound(BalintError):
    """A report was asked for with a round that none of its figures can be drawn from."""

    message = (
        "None of the chosen figures is drawn from the round “{round_id}”. "
        "Choose one of {fitting} as well, or leave the round out."
    )


class RoundExists(BalintError):
    """A round with that id has another form."""

    message = "The round “{round_id}” holds the form {found}, not {asked}. Choose another round."


class BadRoundId(BalintError):
    """A round id has characters that an address cannot carry."""

    message = (
        "“{round_id}” cannot be a round's id. Use lower-case letters and digits, with single "
        "hyphens between them."
    )


class RoundNotOpen(BalintError):
    """Answers were sent to a round that does not take them."""

    message = (
        "The round “{round_id}” takes no files now. Open it for files on the page Rounds or with "
        "“open {round_id}”, or choose another."
    )


class RoundThere(BalintError):
    """A round was to be made with an id that another has."""

    message = (
        "There is already a round “{round_id}”. Choose another id, or open that one for files."
    )


class TakesFilesAlready(BalintError):
    """A round was to be opened for files twice."""

    message = "The round “{round_id}” takes files already. Nothing was changed."


class TakesNoFiles(BalintError):
    """A round was to be closed for files that takes none."""

    message = "The round “{round_id}” takes no files as it is. Nothing was changed."


class WithdrawnTakesNoFiles(BalintError):
    """A round was to be opened for files that nobody but the board sees."""

    message = "The round “{round_id}” is withdrawn. Bring it back on the page Rounds first."


class ErasedTakesNoFiles(BalintError):
    """A round was to be opened for files whose answers are gone for good."""

    message = (
        "The answers of the round “{round_id}” are erased, so it takes no more files. "
        "Set up a new round."
    )


class TitleMissing(BalintError):
    """A new round needs a title in both languages."""

    message = (
        "The round “{round_id}” is new and needs a title in both languages. "
        "Add --title-sv and --title-en."
    )


class UnknownFigure(BalintError):
    """No figure has that id."""

    message = "There is no figure “{figure_id}”. Known figures: {known}."


class WrongRound(BalintError):
    """The figure cannot be drawn from that round."""

    message = (
        "The figure “{figure_id}” cannot be drawn from the round “{round_id}”. "
        "It takes: {accepted}."
    )


class MixedProvenance(BalintError):
    """Rounds of different provenance were asked into one figure."""

    message = (
        "The rounds {rounds} are of different kinds ({kinds}), which never meet in one figure. "
        "Ask for one kind at a time."
    )


class UnknownOption(BalintError):
    """A figure was asked with an option that it does not offer."""

    message = "The figure “{figure_id}” has no option “{option}”. Its options: {known}."


class OptionValue(BalintError):
    """An option of a figure was given a value that it does not take."""

    message = (
        "The option “{option}” of the figure “{figure_id}” does not take “{value}”. "
        "It takes: {accepted}."
    )


class OnlyForTheBoard(BalintError):
    """A reader asked to see a figure divided."""

    message = (
        "The figure {figure_id} is shown to others than the board only as a whole, so that no "
        "answer can be worked out by subtracting. Leave the option out."
    )


class NotPublic(BalintError):
    """What was asked for is not for everybody to see, or is nowhere."""

    message = "There is no public figure at this address. All public figures are listed at /f."


class CodesTaken(BalintError):
    """A file was to count again whose codes others have used since."""

    message = (
        "Others have sent answers with the same codes since: {codes}. Nothing was changed. "
        "Send the file again with other codes, or ask the board."
    )


class GroupNotOwn(BalintError):
    """Somebody answered for a group that is not theirs to answer for, or is so no more."""

    message = (
        "You cannot answer for these groups, or no more: {codes}. Nothing was changed. "
        "Load the page again, or ask the board."
    )


class NotAllowed(BalintError):
    """Somebody asked for what is not theirs to do."""

    message = "This is for the board, or for the leader who sent the file. Nothing was changed."


class NothingToRelease(BalintError):
    """A round without answers cannot be shown."""

    message = "The round {round_id} has no answers yet, so there is nothing to release."


class ChangeTooSmall(BalintError):
    """Whoever compares two releases might tell whose answers came between them."""

    message = (
        "A number of the round {round_id} would differ by {n} people from one that others have "
        "been shown before; with fewer than {least}, or too few groups, whoever compares may tell "
        "what they answered. Wait for more, or confirm that it be shown anyway."
    )


class NothingToShare(BalintError):
    """A link needs rounds and figures."""

    message = "A link shows at least one figure of at least one round. Choose both."


class UnusedFigure(BalintError):
    """A link was to show a figure that none of its rounds gives."""

    message = (
        "The figure “{figure_id}” is drawn from none of the chosen rounds. "
        "Leave it out, or choose a round with the form {form} as well."
    )


class RoundWithdrawn(BalintError):
    """A link was to show a round that nobody but the board sees."""

    message = (
        "The round “{round_id}” is withdrawn, so no link can show it. "
        "Bring it back first, or leave it out."
    )


class BadExpiry(BalintError):
    """A link was to end in the past, or to last too long."""

    message = "A link ends at some time from now on and within a year. Choose another day."


class UnknownLink(BalintError):
    """No link has that id."""

    message = "There is no link “{link_id}”. The page “Shared links” lists those there are."


class LinkRevoked(BalintError):
    """A link was to be revoked twice."""

    message = "The link “{link_id}” is already revoked, and stays so. Nothing was changed."


class LinkClosed(BalintError):
    """A link opens nothing; whether it ever did is not told."""

    message = "This link opens nothing. Ask the board for a new one."


class UnknownQuery(BalintError):
    """No file in queries/ has that name."""

    message = "No query named '{name}' in queries/. Known queries: {known}."


class WrongParameters(BalintError):
    """A query was run without exactly the values that its header names."""

    message = (
        "The query '{name}' takes {expected} and was given {given}. "
        "Give exactly the parameters that its header names."
    )


class BrokenHeader(BalintError):
    """The header of a query does not say what a header must say."""

    message = (
        "The header of queries/{name}.sql cannot be read: {reason}. "
        "Write it like the headers of the other queries."
    )


class UnknownForm(BalintError):
    """No form has that id."""

    message = "There is no form “{form}”. Known forms: {known}."


class UnknownField(BalintError):
    """The form has no field with that id."""

    message = "The form {form} has no field “{field}”. Its fields: {known}."


class FormFault(BalintError):
    """The file of a form cannot be used as it stands."""

    message = "In {file}, at {field}: {reason}. Mend the file in data/forms and start again."


class NotAccepted(BalintError):
    """An answer is none that its field takes."""

    message = "“{value}” is not an answer to {field}. Accepted: {accepted}."


class TooFewValues(BalintError):
    """A statistic was asked of fewer answers than it takes."""

    message = (
        "{what}: {found} where at least {needed} are needed. "
        "Choose a round or a group with more answers."
    )


class UnequalLengths(BalintError):
    """Two columns that belong together have different lengths."""

    message = (
        "{first} has {n_first} values and {second} has {n_second}. Give one of each for every row."
    )


class MissingValues(BalintError):
    """A statistic that takes no blanks was given some."""

    message = (
        "{what}: {found} values are blank or infinite. "
        "Leave those rows out first, and say how many they were."
    )


class CountsDoNotFit(BalintError):
    """A count is negative, or larger than the number it is counted among."""

    message = (
        "{events} cannot be counted among {base}. Correct the answers that the counts are from."
    )


class NoPicture(BalintError):
    """The figure has nothing that could be drawn."""

    message = "The figure “{figure_id}” has no picture. {reason}"


class NoAnswers(BalintError):
    """The round exists in print alone."""

    message = (
        "The round “{round_id}” is a printed one and has no answers of single people to export. "
        "Its figures can be downloaded instead."
    )


class Unreadable(BalintError):
    """A file that was sent cannot be read at all."""

    message = "The file “{name}” could not be read. Save it as an Excel file (.xlsx) and send that."


class FileEmpty(Unreadable):
    """There is nothing in the file."""

    message = "The file “{name}” is empty. Choose the file that holds the answers."


class FileTooLarge(Unreadable):
    """The file has more bytes than are taken."""

    message = (
        "The file “{name}” is larger than {limit} MB. "
        "Save only the answers, without pictures, or send them in parts."
    )


class UnpacksTooLarge(Unreadable):
    """A spreadsheet holds far more than its size says."""

    message = (
        "The file “{name}” unpacks to more than {limit} MB. "
        "Copy the answers to a new workbook and send that."
    )


class TooManyRows(Unreadable):
    """The file has more rows than are taken."""

    message = "The file “{name}” has more than {limit} rows. Send it in parts."


class TooManyColumns(Unreadable):
    """The file has more columns than are taken."""

    message = (
        "The file “{name}” has more than {limit} columns. Keep only those that the form asks for."
    )


class NotATable(Unreadable):
    """The file is a picture, a document or a program."""

    message = (
        "The file “{name}” is of the kind {kind}, not a table. "
        "Save the answers as an Excel file (.xlsx) or as CSV and send that."
    )


class NeitherTextNorSheet(Unreadable):
    """The file is of a kind that is not known here, and no text."""

    message = (
        "The file “{name}” holds neither text nor a spreadsheet that is known here. "
        "Save the answers as an Excel file (.xlsx) or as CSV and send that."
    )


class PasswordProtected(Unreadable):
    """A workbook is locked."""

    message = "The workbook “{name}” is protected by a password. Save it without one and send that."


class BrokenWorkbook(Unreadable):
    """A spreadsheet is damaged."""

    message = (
        "The workbook “{name}” is damaged or of a kind that is not read here. "
        "Open it in Excel, save it anew as .xlsx and send that."
    )


class UnknownLetters(Unreadable):
    """The bytes of a text file make sense in no encoding that is known here."""

    message = (
        "The letters of the file “{name}” could not be told. "
        "Save it as an Excel file (.xlsx) or as CSV in UTF-8 and send that."
    )


class UnpairedQuotes(Unreadable):
    """A quotation mark in a CSV is never closed, so that a cell would swallow what follows."""

    message = (
        "In the file “{name}”, from row {row}, the quotation marks do not pair up. "
        "Mend that row, or save the answers as an Excel file (.xlsx)."
    )


class HeaderAlone(Unreadable):
    """There is no row of answers below the header."""

    message = "The file “{name}” has no answers below its header. Fill in at least one row."


class NoSuchSheet(Unreadable):
    """A sheet was asked for that the workbook does not have."""

    message = "The file “{name}” has no sheet “{sheet}”. Its sheets: {known}."


class NoSuchRow(Unreadable):
    """A row was named as the header that the file does not have."""

    message = "The file “{name}” has no row {row} with a header. It has {n_rows} rows."


class UnknownHeader(BalintError):
    """A column was matched by hand that the file does not have."""

    message = "The file has no column headed “{header}”. Its headers: {known}."


class UnknownCell(BalintError):
    """A cell was mended that the file has no answers in."""

    message = "“{name}” has no answers in the cell {cell}. Name a cell below the header, as D17."


class AnswerNotAllowed(BalintError):
    """A question about a file was answered with something else than it takes."""

    message = "“{answer}” does not answer the question {key}. Allowed: {allowed}."


class RoundNotCollected(BalintError):
    """A round that ships with the app was to take a file, or to be released or withdrawn."""

    message = (
        "The round “{round_id}” ships with the app and stays as it is. "
        "Choose a round of collected answers."
    )


class OlderVersion(BalintError):
    """Files were to come to a round that was asked with an older version of its form."""

    message = (
        "The round “{round_id}” was asked with version {found} of the form, and files are read "
        "with version {asked}. Nothing was changed: set up a new round."
    )


class PlanNotAccepted(BalintError):
    """A file with open questions or errors was to be stored."""

    message = (
        "The file “{name}” has {n} unsettled problems, so nothing was stored. "
        "Settle them, or leave out the refused rows, and check it again."
    )


class PlanOutdated(BalintError):
    """The round has changed since the file was checked."""

    message = (
        "Other answers came to the round “{round_id}” since the file “{name}” was checked, "
        "so nothing was stored. Check the file again."
    )


class UnknownSubmission(BalintError):
    """No submission has that id."""

    message = "There is no submission “{submission_id}”. The page “Rounds” lists those there are."


class AlreadyUndone(BalintError):
    """A submission was to be undone twice."""

    message = "The submission “{submission_id}” is already undone. Nothing was changed."


class AnswersErased(BalintError):
    """The answers of a round are gone for good, and what was asked needs them."""

    message = (
        "The answers of {round_id} have been erased for good. "
        "What readers saw of its figures is still shown."
    )


class NotUndone(BalintError):
    """A submission was to be brought back that counts already."""

    message = "The submission “{submission_id}” is not undone. Nothing was changed."


class FileMissing(BalintError):
    """The file that was named cannot be opened."""

    message = "The file {path} could not be opened ({reason}). Name a file that can be read."


class BadOption(BalintError):
    """An option of the form A=B has no equals sign."""

    message = "“{option}” has no equals sign. Write it as NAME=VALUE."
