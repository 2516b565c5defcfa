-- Search in the shared store: the words of chunks ranked by BM25 over a tsvector, their meaning by HNSW, both
-- fused by reciprocal rank in one call. What devices may call stands in public, what it is made of in the schema
-- dox, which the REST side does not show.

-- Words as the embedded store sees them: letters and digits of any script, without case and diacritics, by their
-- Porter stems, no word left out. The default parser would make one token of a path, a mail address, a tag or a
-- number with signs in it, so the signs that it would do that with become spaces first, and those that cannot be seen,
-- which it takes for letters.
create text search dictionary dox.porter (template = pg_catalog.snowball, language = porter);
create text search configuration dox.words (parser = pg_catalog.default);
alter text search configuration dox.words
    add mapping for asciiword, int, uint, float, sfloat with dox.porter;
alter text search configuration dox.words
    add mapping for word, numword with extensions.unaccent, dox.porter;

create function dox.without_signs(content text) returns text
    language sql immutable strict parallel safe set search_path = ''
    return translate(case when octet_length(content) = length(content) then content
        else translate(normalize(content), U&'\00AD\200B\200C\200D\2060\FEFF', '      ') end,
        '-_./@:&+~<', '          ');

create function dox.words_of(content text) returns tsvector
    language sql immutable strict parallel safe set search_path = ''
    return to_tsvector('dox.words'::regconfig, dox.without_signs(content));

-- Not by the functions: what a column is generated from is better seen here, and it is a third faster.
alter table public.search_chunks
    add column words tsvector generated always as (to_tsvector('dox.words'::regconfig,
        translate(case when octet_length(text) = length(text) then text
            else translate(normalize(text), U&'\00AD\200B\200C\200D\2060\FEFF', '      ') end,
            '-_./@:&+~<', '          '))) stored,
    add column word_count integer generated always as (regexp_count(
        case when octet_length(text) = length(text) then text else normalize(text) end, '[[:alnum:]]+')) stored;

create index search_chunks_words on public.search_chunks using gin (words);

-- Makes the types of the extension known to this session before functions name its settings.
do $$ begin perform '[1]'::extensions.vector; end $$;

-- For vectors of length 1 the inner product orders as the cosine does and is the cheapest.
create index search_chunks_embedding_384 on public.search_chunks
    using hnsw (embedding_384 extensions.vector_ip_ops);
create index search_chunks_embedding_1024 on public.search_chunks
    using hnsw (embedding_1024 extensions.vector_ip_ops);

-- In how many chunks of a generation a word occurs, as a sum of entries: each statement that adds or removes chunks
-- adds entries and changes none, so that writers neither wait for each other nor deadlock. The entries of the empty
-- word sum up to the number of chunks and of all their words.
create table dox.word_counts (
    entry bigint generated always as identity primary key,
    generation bigint not null,
    word text collate "C" not null,
    chunks bigint not null,
    words bigint not null
);
create index word_counts_word on dox.word_counts (generation, word) include (chunks, words);

-- Makes one entry of the many that a common word has gathered lately; who comes while another does it, goes on.
create function dox.sum_up_word_counts(newest bigint, lately bigint) returns void
    language plpgsql set search_path = '' as $$
begin
    if pg_try_advisory_xact_lock(hashtext('dox.word_counts')) then
        with common as (
            select generation, word from dox.word_counts where entry > newest - lately
            group by generation, word having count(*) > 8
        ), gone as (
            delete from dox.word_counts c using common
            where c.generation = common.generation and c.word = common.word
            returning c.generation, c.word, c.chunks, c.words
        )
        insert into dox.word_counts (generation, word, chunks, words)
        select generation, word, sum(chunks), sum(words) from gone group by generation, word order by word;
    end if;
end $$;

create function dox.count_added_words() returns trigger
    language plpgsql set search_path = '' as $$
declare
    lately constant bigint := 100000;
    added_entries bigint;
    newest bigint;
begin
    insert into dox.word_counts (generation, word, chunks, words)
    select generation, '', count(*), sum(word_count) from added group by generation
    union all
    select generation, word, count(*), 0 from added cross join unnest(tsvector_to_array(words)) word
    group by generation, word;
    get diagnostics added_entries = row_count;
    select max(entry) into newest from dox.word_counts;
    if newest / lately <> (newest - added_entries) / lately then
        perform dox.sum_up_word_counts(newest, lately);
    end if;
    return null;
end $$;

-- A generation that is neither served nor in the making is on its way out: its entries go as a whole.
create function dox.count_removed_words() returns trigger
    language plpgsql set search_path = '' as $$
begin
    insert into dox.word_counts (generation, word, chunks, words)
    select generation, '', -count(*), -sum(word_count) from removed
    where generation in (select serving_generation from public.search_state
        union all select building_generation from public.search_state)
    group by generation
    union all
    select generation, word, -count(*), 0 from removed cross join unnest(tsvector_to_array(words)) word
    where generation in (select serving_generation from public.search_state
        union all select building_generation from public.search_state)
    group by generation, word;
    return null;
end $$;

create function dox.count_changed_words() returns trigger
    language plpgsql set search_path = '' as $$
begin
    insert into dox.word_counts (generation, word, chunks, words)
    select old.generation, word, -1, 0 from unnest(tsvector_to_array(old.words)) word
    union all
    select new.generation, word, 1, 0 from unnest(tsvector_to_array(new.words)) word
    union all
    values (old.generation, '', -1::bigint, -old.word_count::bigint), (new.generation, '', 1, new.word_count);
    return null;
end $$;

create trigger count_added_words after insert on public.search_chunks
    referencing new table as added for each statement execute function dox.count_added_words();
create trigger count_removed_words after delete on public.search_chunks
    referencing old table as removed for each statement execute function dox.count_removed_words();
create trigger count_changed_words after update on public.search_chunks
    for each row when (old.text <> new.text or old.generation <> new.generation)
    execute function dox.count_changed_words();

-- The conditions of a filter in SQL, with its values as $3 to $6; nothing for what is not asked.
create function dox.filter_of(types text[], document_id text, artifact_id text, meta jsonb) returns text
    language sql immutable parallel safe set search_path = ''
    return case when types is null then '' else ' and c.source_type = any ($3)' end
        || case when document_id is null then '' else ' and c.document_id = $4' end
        || case when artifact_id is null then '' else ' and c.artifact_id = $5' end
        || case when meta is null then '' else
            ' and not exists (select 1 from jsonb_each_text($6) f where (c.meta ->> f.key) is distinct from f.value'
            || ' or jsonb_typeof(c.meta -> f.key) in (''array'', ''object''))'
            end;

-- What counts of the words of a query: English function words only when there are no others, at most 256 words. The
-- words are those that the parser finds in a chunk, too, whatever their script.
create function dox.telling_words(content text) returns text
    language sql immutable strict parallel safe set search_path = ''
    return (
        with asked as (
            select lower(token) as word, position,
                lower(token) <> all ('{a,an,and,are,as,at,be,but,by,for,if,in,into,is,it,no,not,of,on,or,such,that,the,
                    their,then,there,these,they,this,to,was,will,with}'::text[]) as telling
            from ts_parse('default', dox.without_signs(content)) with ordinality as t (type, token, position)
            where type <> 12 -- what is between words
        ), counted as (
            select word, position from asked where telling or not exists (select 1 from asked where telling)
            order by position limit 256
        )
        select coalesce(string_agg(word, ' ' order by position), '') from counted);

-- The best chunks for the words of a query, by BM25 (k1 = 1.2, b = 0.75) as the embedded store computes it.
--
-- A word that the query repeats counts as often. Where more than 10,000 chunks match, the rarer words decide which
-- chunks are scored at all, and words that more than half of the chunks have are left out, since BM25 gives them no
-- weight; should that find too few, all that match are scored.
--
-- How often a word occurs in a chunk is read off ts_rank, which is faster than taking the tsvector apart: with
-- weights of 1 it is the sum of 1/i^2 over the n occurrences, divided by pi^2/6. What it lacks to 1, times pi^2/6,
-- is the rest of that infinite sum, which is 1 / (n + 1/2) but for less than what rounding takes away.
create function dox.text_ranking(content text, generation bigint, max_rows integer,
        types text[], document_id text, artifact_id text, meta jsonb)
    returns table (chunk_no bigint, score double precision, place bigint)
    language plpgsql stable rows 100 set search_path = '' as $$
#variable_conflict use_variable
declare
    ranking constant text := $sql$
        select array_agg(chunk_no order by score desc, chunk_no), array_agg(score order by score desc, chunk_no)
        from (
            select chunk_no, 2.2 * (%s) as score
            from (
                select c.chunk_no, c.words, 1.2 * (0.25 + 0.75 * c.word_count / %s::double precision) as k
                from public.search_chunks c
                where c.generation = $1 and c.words @@ %L::tsquery %s) candidate
            order by score desc, chunk_no limit $2) best$sql$;
    of_word constant text := $sql$%s::double precision * (1 - k / (k + round(
        1 / (1.6449340668482264 * (1 - ts_rank('{1,1,1,1}', words, %L::tsquery))) - 0.5)))$sql$;
    every_chunk double precision;
    mean_words double precision;
    terms record;
    nos bigint[];
    scores double precision[];
begin
    select sum(c.chunks), greatest(1, sum(c.words) / nullif(sum(c.chunks), 0)) into every_chunk, mean_words
    from dox.word_counts c where c.generation = generation and c.word = '';
    with asked as (
        select a.lexeme, cardinality(a.positions) as times, f.chunks
        from unnest(dox.words_of(dox.telling_words(content))) a
        cross join lateral (
            select sum(c.chunks)::double precision as chunks from dox.word_counts c
            where c.generation = generation and c.word = a.lexeme) f
        where f.chunks > 0
    ), weighed as (
        select quote_literal(lexeme) as word, chunks, chunks > every_chunk / 2 as everywhere,
            times * greatest(1e-6, ln((every_chunk - chunks + 0.5) / (chunks + 0.5))) as weight
        from asked
    ), counted as (
        select *, sum(chunks) over rarest_first as matched
        from weighed where not everywhere or not exists (select 1 from weighed where not everywhere)
        window rarest_first as (order by chunks, word rows unbounded preceding)
    ), told_apart as (
        select *, bool_or(matched - chunks >= max_rows and matched > 10000)
            over (order by matched, word rows unbounded preceding) as common
        from counted
    )
    select string_agg(word, '|' order by word) as words,
        string_agg(format(of_word, weight, word), ' + ') as score,
        (select string_agg(word, '|' order by word) filter (where not common) from told_apart) as rare_words,
        (select string_agg(format(of_word, weight, word), ' + ') from told_apart) as rare_score
    into terms from weighed;
    if terms.words is null then
        return;
    end if;
    if every_chunk > 10000 and terms.rare_words <> terms.words then
        execute format(ranking, terms.rare_score, mean_words, terms.rare_words,
            dox.filter_of(types, document_id, artifact_id, meta))
        into nos, scores using generation, max_rows, types, document_id, artifact_id, meta;
    end if;
    if coalesce(cardinality(nos), 0) < max_rows then
        execute format(ranking, terms.score, mean_words, terms.words,
            dox.filter_of(types, document_id, artifact_id, meta))
        into nos, scores using generation, max_rows, types, document_id, artifact_id, meta;
    end if;
    return query select * from unnest(nos, scores) with ordinality;
end $$;

-- The nearest chunks to a vector of length 1, of those with a cosine of at least 0. By HNSW, which goes on looking
-- while a filter leaves too few, and is asked for more than is wanted then: the first few that pass a filter are seldom
-- the nearest. What it still lacks, and everything if exact is asked, comes from a full scan.
-- That costs more than the planner thinks, who does not count that vectors lie outside of their rows; with the costs of
-- a disk that has no head to move it takes the index from some thousand chunks on.
create function dox.vector_ranking(query extensions.vector, model text, generation bigint, max_rows integer,
        types text[], document_id text, artifact_id text, meta jsonb, exact boolean)
    returns table (chunk_no bigint, cosine double precision, place bigint)
    language plpgsql stable rows 100 set search_path = ''
    set hnsw.iterative_scan = relaxed_order set hnsw.ef_search = 100 set random_page_cost = 1.1 as $$
#variable_conflict use_variable
declare
    ranking constant text := $sql$
        select (array_agg(chunk_no order by distance, chunk_no))[:$2],
            (array_agg(-distance order by distance, chunk_no))[:$2]
        from (
            select c.chunk_no, c.embedding_%1$s operator(extensions.<#>) $7 as distance
            from public.search_chunks c
            where c.generation = $1 and c.embedding_model = $8 %2$s
            order by (c.embedding_%1$s operator(extensions.<#>) $7) %3$s limit %4$s) nearest$sql$;
    dimension constant integer := extensions.vector_dims(query);
    filter constant text := dox.filter_of(types, document_id, artifact_id, meta);
    wanted constant text := coalesce(substring(model from '/(\d+)$'), '384 or 1024');
    nos bigint[];
    distances double precision[];
begin
    if dimension is null or dimension::text <> all (string_to_array(wanted, ' or ')) then
        raise exception 'the query vector has % dimensions; it has to have %', coalesce(dimension::text, 'no'), wanted
            using errcode = 'data_exception';
    end if;
    if not exact then
        if filter <> '' then
            perform set_config('hnsw.ef_search', '400', true); -- until the end of this function
        end if;
        execute format(ranking, dimension, filter, '', case filter when '' then max_rows else 4 * max_rows end)
        into nos, distances using generation, max_rows, types, document_id, artifact_id, meta, query, model;
    end if;
    if coalesce(cardinality(nos), 0) < max_rows then
        execute format(ranking, dimension, filter, '+ 0, c.chunk_no', max_rows)
        into nos, distances using generation, max_rows, types, document_id, artifact_id, meta, query, model;
    end if;
    return query select n.chunk_no, n.cosine, n.place
    from unnest(nos, distances) with ordinality as n (chunk_no, cosine, place) where n.cosine >= 0;
end $$;

-- One round trip for each way to search; the best come first. Reciprocal ranks are fused by weight; 1 is the score of a
-- chunk that comes first in every ranking that was asked.
create function dox.search(mode text, content text, query extensions.vector, model text, max_rows integer,
        types text[], only_document text, only_artifact text, only_meta jsonb, exact boolean,
        text_weight double precision, vector_weight double precision, rrf_k double precision)
    returns table (id text, source_type text, artifact_id text, document_id text, chunk_index integer, text text,
        meta jsonb, score double precision, text_score double precision, cosine double precision)
    language plpgsql stable rows 20 set search_path = '' as $$
#variable_conflict use_column
declare
    served constant bigint := (select serving_generation from public.search_state);
    depth constant integer := greatest(100, max_rows);
    best double precision;
begin
    if mode = 'vector' then
        return query
        select c.id, c.source_type, c.artifact_id, c.document_id, c.chunk_index, c.text, c.meta,
            least(1, v.cosine), null::double precision, v.cosine
        from dox.vector_ranking(query, model, served, max_rows, types, only_document, only_artifact, only_meta, exact) v
        join public.search_chunks c using (chunk_no)
        order by v.place;
        return;
    end if;
    if mode = 'text' then
        return query
        select c.id, c.source_type, c.artifact_id, c.document_id, c.chunk_index, c.text, c.meta,
            t.score / (1 + t.score), t.score, null::double precision
        from dox.text_ranking(content, served, max_rows, types, only_document, only_artifact, only_meta) t
        join public.search_chunks c using (chunk_no)
        order by t.place;
        return;
    end if;
    if not (text_weight >= 0 and vector_weight >= 0 and text_weight + vector_weight > 0 and rrf_k >= 0) then
        raise exception 'weights and rrf_k have to be at least 0, and one weight above' using errcode = 'data_exception';
    end if;
    best := (text_weight + vector_weight) / (rrf_k + 1);
    return query
    with fused as (
        select chunk_no, t.score as text_score, v.cosine, t.place as text_place, v.place as vector_place,
            (coalesce(text_weight / (rrf_k + t.place), 0) + coalesce(vector_weight / (rrf_k + v.place), 0)) / best
                as score
        from dox.text_ranking(content, served, depth, types, only_document, only_artifact, only_meta) t
        full join dox.vector_ranking(query, model, served, depth, types, only_document, only_artifact, only_meta,
            exact) v using (chunk_no)
        order by score desc, text_place nulls last, vector_place
        limit max_rows
    )
    select c.id, c.source_type, c.artifact_id, c.document_id, c.chunk_index, c.text, c.meta,
        f.score, f.text_score, f.cosine
    from fused f join public.search_chunks c using (chunk_no)
    order by f.score desc, f.text_place nulls last, f.vector_place;
end $$;

-- For devices that talk to Supabase directly. A filter names source_type, document_id or artifact_id, or any other
-- key and value of meta. A vector need not have the length 1. At most 200 rows, whatever is asked.
create function public.match_search_chunks(query_embedding extensions.vector, match_threshold double precision default 0,
        match_count integer default 10, filter jsonb default '{}')
    returns table (id text, source_type text, artifact_id text, document_id text, chunk_index integer, text text,
        meta jsonb, similarity double precision)
    language sql stable rows 20 set search_path = '' as $$
    select s.id, s.source_type, s.artifact_id, s.document_id, s.chunk_index, s.text, s.meta, s.score
    from public.search_state state
    cross join lateral dox.search('vector', '', extensions.l2_normalize(query_embedding), state.embedding_model,
        greatest(0, least(match_count, 200)),
        case when filter ? 'source_type' then array[filter ->> 'source_type'] end,
        filter ->> 'document_id', filter ->> 'artifact_id',
        nullif(filter - '{source_type,document_id,artifact_id}'::text[], '{}'), false, 1, 1, 20)
        with ordinality as s (id, source_type, artifact_id, document_id, chunk_index, text, meta, score, text_score,
            cosine, place)
    where s.cosine >= match_threshold
    order by s.place
$$;

create function public.hybrid_search_chunks(query_text text, query_embedding extensions.vector,
        match_count integer default 10, full_text_weight double precision default 1,
        semantic_weight double precision default 1, rrf_k integer default 20)
    returns table (id text, source_type text, artifact_id text, document_id text, chunk_index integer, text text,
        meta jsonb, score double precision)
    language sql stable rows 20 set search_path = '' as $$
    select s.id, s.source_type, s.artifact_id, s.document_id, s.chunk_index, s.text, s.meta, s.score
    from public.search_state state
    cross join lateral dox.search('hybrid', query_text, extensions.l2_normalize(query_embedding), state.embedding_model,
        greatest(0, least(match_count, 200)), null, null, null, null, false, full_text_weight, semantic_weight, rrf_k)
        with ordinality as s (id, source_type, artifact_id, document_id, chunk_index, text, meta, score, text_score,
            cosine, place)
    order by s.place
$$;

create or replace function dox.schema_version() returns text language sql immutable set search_path = ''
    return '20261122000200';
