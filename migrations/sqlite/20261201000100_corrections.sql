-- Rows of copied files that somebody corrected in the reject file and sent again: later copies leave them, as long as
-- their source still has the row that was corrected. Noted in the transaction that brought the corrected row.

create table transfer_corrections (
    table_name text not null,
    key text not null,
    original_digest text not null,
    row_key text not null,
    primary key (table_name, key)
);
