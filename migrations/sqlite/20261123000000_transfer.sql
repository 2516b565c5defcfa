-- How far copies from other stores into this one have come: the position of the last row that arrived, noted in the
-- transaction that brought it.

create table transfer_checkpoints (
    source text not null,
    table_name text not null,
    position bigint not null,
    key text not null,
    is_done boolean not null,
    primary key (source, table_name)
);
