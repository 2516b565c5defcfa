-- Each filter of a list that compares whole values reads its page in the order of an index.

drop index log_entries_level_code_ts;
create index log_entries_code on log_entries (code, seq);

drop index api_endpoints_method_path;
create index api_endpoints_method on api_endpoints (method, seq);
