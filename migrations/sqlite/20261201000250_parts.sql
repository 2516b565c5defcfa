-- What a text has in the middle of it is found by its trigrams, an item of a list by a row of its own.
--
-- A trigger that adds each new row by itself would make an insert ten times as slow: FTS5 writes its words out at the end of
-- each statement. So new rows have numbers above all that are in an index, queries look through them one by one, and
-- PartIndex of the store's code adds them, thousands at a time. Case is folded by FTS5, but for the Turkish capital I with
-- a dot (304), which becomes two characters.

create virtual table log_entries_message_part using fts5 (
    message, content = 'log_entries', content_rowid = 'rowid', tokenize = 'trigram', detail = 'none'
);
insert into log_entries_message_part (log_entries_message_part, rank) values ('hashsize', 16777216);
insert into log_entries_message_part (rowid, message) select rowid, replace(t.message, char(304), char(105, 775)) from log_entries t order by rowid;
create trigger log_entries_part_removed after delete on log_entries
when old.rowid <= (select max(id) from log_entries_message_part_docsize) begin
    insert into log_entries_message_part (log_entries_message_part, rowid, message)
    values ('delete', old.rowid, replace(old.message, char(304), char(105, 775)));
end;
create trigger log_entries_part_changed after update of message on log_entries
when old.message is not new.message and old.rowid <= (select max(id) from log_entries_message_part_docsize) begin
    insert into log_entries_message_part (log_entries_message_part, rowid, message)
    values ('delete', old.rowid, replace(old.message, char(304), char(105, 775)));
    insert into log_entries_message_part (rowid, message) values (new.rowid, replace(new.message, char(304), char(105, 775)));
end;

create virtual table tags_tag_part using fts5 (
    tag, content = 'tags', content_rowid = 'rowid', tokenize = 'trigram', detail = 'none'
);
insert into tags_tag_part (tags_tag_part, rank) values ('hashsize', 16777216);
insert into tags_tag_part (rowid, tag) select rowid, replace(t.tag, char(304), char(105, 775)) from tags t order by rowid;
create trigger tags_part_removed after delete on tags
when old.rowid <= (select max(id) from tags_tag_part_docsize) begin
    insert into tags_tag_part (tags_tag_part, rowid, tag)
    values ('delete', old.rowid, replace(old.tag, char(304), char(105, 775)));
end;
create trigger tags_part_changed after update of tag on tags
when old.tag is not new.tag and old.rowid <= (select max(id) from tags_tag_part_docsize) begin
    insert into tags_tag_part (tags_tag_part, rowid, tag)
    values ('delete', old.rowid, replace(old.tag, char(304), char(105, 775)));
    insert into tags_tag_part (rowid, tag) values (new.rowid, replace(new.tag, char(304), char(105, 775)));
end;

create virtual table api_endpoints_path_part using fts5 (
    path, content = 'api_endpoints', content_rowid = 'rowid', tokenize = 'trigram', detail = 'none'
);
insert into api_endpoints_path_part (api_endpoints_path_part, rank) values ('hashsize', 16777216);
insert into api_endpoints_path_part (rowid, path) select rowid, replace(t.path, char(304), char(105, 775)) from api_endpoints t order by rowid;
create trigger api_endpoints_part_removed after delete on api_endpoints
when old.rowid <= (select max(id) from api_endpoints_path_part_docsize) begin
    insert into api_endpoints_path_part (api_endpoints_path_part, rowid, path)
    values ('delete', old.rowid, replace(old.path, char(304), char(105, 775)));
end;
create trigger api_endpoints_part_changed after update of path on api_endpoints
when old.path is not new.path and old.rowid <= (select max(id) from api_endpoints_path_part_docsize) begin
    insert into api_endpoints_path_part (api_endpoints_path_part, rowid, path)
    values ('delete', old.rowid, replace(old.path, char(304), char(105, 775)));
    insert into api_endpoints_path_part (rowid, path) values (new.rowid, replace(new.path, char(304), char(105, 775)));
end;

create table api_endpoint_tags (
    tag text not null,
    endpoint_id text not null,
    primary key (tag, endpoint_id)
) without rowid;
insert or ignore into api_endpoint_tags (tag, endpoint_id)
select item.value, e.id
from api_endpoints e, json_each(iif(json_valid(e.tags) and json_type(e.tags) = 'array', e.tags, '[]')) item
where item.type = 'text';
create trigger api_endpoints_tags_added after insert on api_endpoints begin
    insert or ignore into api_endpoint_tags (tag, endpoint_id)
    select item.value, new.id from json_each(iif(json_valid(new.tags) and json_type(new.tags) = 'array', new.tags, '[]')) item where item.type = 'text';
end;
create trigger api_endpoints_tags_removed after delete on api_endpoints begin
    delete from api_endpoint_tags where endpoint_id = old.id
        and tag in (select item.value from json_each(iif(json_valid(old.tags) and json_type(old.tags) = 'array', old.tags, '[]')) item);
end;
create trigger api_endpoints_tags_changed after update of id, tags on api_endpoints
when (old.id, old.tags) is not (new.id, new.tags) begin
    delete from api_endpoint_tags where endpoint_id = old.id
        and tag in (select item.value from json_each(iif(json_valid(old.tags) and json_type(old.tags) = 'array', old.tags, '[]')) item);
    insert or ignore into api_endpoint_tags (tag, endpoint_id)
    select item.value, new.id from json_each(iif(json_valid(new.tags) and json_type(new.tags) = 'array', new.tags, '[]')) item where item.type = 'text';
end;
