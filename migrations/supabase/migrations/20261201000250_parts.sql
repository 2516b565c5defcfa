create or replace function dox.schema_version() returns text language sql immutable set search_path = ''
    return '20261201000250';
