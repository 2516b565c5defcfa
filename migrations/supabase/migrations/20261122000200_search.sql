-- Search in the shared store: the words of chunks ranked by BM25 over a tsvector, their meaning by HNSW, both
-- fused by reciprocal rank in one call. What devices may call stands in public, what it is made of in the schema
-- dox, which the REST side does not show.

-- Words as the embedded store sees them: letters and digits of any script, without case and diacritics, by their
-- Porter stems, no word left out. The default parser would make one token of a path, a mail address or a number
-- with signs in it, so all ASCII signs become spaces first.
create text search dictionary dox.porter (template = pg_catalog.snowball, language = porter);
create text search configuration dox.words (parser = pg_catalog.default);
alter text search configuration dox.words
    add mapping for asciiword, int, uint, float, sfloat with dox.porter;
alter text search configuration dox.words
    add mapping for word, numword with extensions.unaccent, dox.porter;

create function dox.words_of(content text) returns tsvector
    language sql immutable strict parallel safe set search_path = ''
    return to_tsvector('dox.words'::regconfig,
        translate(normalize(content), '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~', '                                '));

-- Not by the function: what a column is generated from is better seen here, and it is a third faster.
alter table public.search_chunks
    add column words tsvector generated always as (to_tsvector('dox.words'::regconfig,
        translate(normalize(text), '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~', '                                '))) stored,
    add column word_count integer generated always as (regexp_count(text, '[[:alnum:]]+')) stored;

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

-- What counts of the words of a query: English function words only when there are no others, at most 256 words.
create function dox.telling_words(content text) returns text
    language sql immutable strict parallel safe set search_path = ''
    return (
        with asked as (
            select word[1] as word, position,
                word[1] <> all ('{a,an,and,are,as,at,be,but,by,for,if,in,into,is,it,no,not,of,on,or,such,that,the,their,
                    then,there,these,they,this,to,was,will,with}'::text[]) as telling
            from regexp_matches(lower(normalize(content)), '[[:alnum:]]+', 'g') with ordinality as m (word, position)
        ), counted as (
            select word, position from asked where telling or not exists (select 1 from asked where telling)
            order by position limit 256
        )
        select coalesce(string_agg(word, ' ' order by position), '') from counted);

-- The best chunks for the words of a query, by BM25 (k1 = 1.2, b = 0.75) as the embedded store computes it.
--
-- A word that the query repeats counts as often. Where more than 10,000 chunks match, the rarer words decide which
-- chunks are scored at all, and then weigh twice; should that find too few, all that match are scored.
--
-- How often a word occurs in a chunk is read off ts_rank, which is faster than taking the tsvector apart: with
-- weights of 1 it is the sum of 1/i^2 over the n occurrences, divided by pi^2/6. What it lacks to 1, times pi^2/6,
-- is the rest of that infinite sum, which is 1 / (n + 1/2) but for less than what rounding takes away.
create function dox.text_ranking(content text, generation bigint, max_rows integer,
        types text[], document_id text, artifact_id text, meta jsonb)
    returns table (chunk_no bigint, score double precision, place bigint)
    language plpgsql stable set search_path = '' as $$
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
    select sum(c.chunks), sum(c.words) / nullif(sum(c.chunks), 0) into every_chunk, mean_words
    from dox.word_counts c where c.generation = generation and c.word = '';
    with asked as (
        select a.lexeme, cardinality(a.positions) as times, f.chunks
        from unnest(dox.words_of(dox.telling_words(content))) a
        cross join lateral (
            select sum(c.chunks)::double precision as chunks from dox.word_counts c
            where c.generation = generation and c.word = a.lexeme) f
        where f.chunks > 0
    ), counted as (
        select quote_literal(lexeme) as word, chunks,
            times * greatest(1e-6, ln((every_chunk - chunks + 0.5) / (chunks + 0.5))) as weight,
            sum(chunks) over rarest_first as matched
        from asked window rarest_first as (order by chunks, lexeme rows unbounded preceding)
    ), told_apart as (
        select word, weight, chunks, matched, bool_or(every_chunk > 10000 and matched - chunks >= max_rows
            and matched > 10000) over (order by matched, word rows unbounded preceding) as common
        from counted
    )
    select string_agg(word, '|') as words,
        string_agg(word, '|') filter (where not common) as rare_words,
        bool_or(common) as has_common,
        string_agg(format(of_word, weight, word), ' + ') as score,
        string_agg(format(of_word, case when common then weight else 2 * weight end, word), ' + ') as rare_score
    into terms from told_apart;
    if terms.words is null then
        return;
    end if;
    if terms.has_common then
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
-- while a filter leaves too few; what it then still lacks, and everything if exact is asked, comes from a full scan.
create function dox.vector_ranking(query extensions.vector, model text, generation bigint, max_rows integer,
        types text[], document_id text, artifact_id text, meta jsonb, exact boolean)
    returns table (chunk_no bigint, cosine double precision, place bigint)
    language plpgsql stable set search_path = ''
    set hnsw.iterative_scan = relaxed_order set hnsw.ef_search = 100 as $$
#variable_conflict use_variable
declare
    ranking constant text := $sql$
        select array_agg(chunk_no order by distance, chunk_no), array_agg(-distance order by distance, chunk_no)
        from (
            select c.chunk_no, c.embedding_%1$s operator(extensions.<#>) $7 as distance
            from public.search_chunks c
            where c.generation = $1 and c.embedding_model = $8 %2$s
            order by (c.embedding_%1$s operator(extensions.<#>) $7) %3$s limit $2) nearest$sql$;
    dimension constant integer := extensions.vector_dims(query);
    filter constant text := dox.filter_of(types, document_id, artifact_id, meta);
    nos bigint[];
    distances double precision[];
begin
    if not exact then
        execute format(ranking, dimension, filter, '')
        into nos, distances using generation, max_rows, types, document_id, artifact_id, meta, query, model;
    end if;
    if coalesce(cardinality(nos), 0) < max_rows then
        execute format(ranking, dimension, filter, '+ 0')
        into nos, distances using generation, max_rows, types, document_id, artifact_id, meta, query, model;
    end if;
    return query select n.chunk_no, n.cosine, n.place
    from unnest(nos, distances) with ordinality as n (chunk_no, cosine, place) where n.cosine >= 0;
end $$;

-- One round trip for each way to search. Reciprocal ranks are fused by weight; 1 is the score of a chunk that comes
-- first in every ranking that was asked.
create function dox.search(mode text, content text, query extensions.vector, model text, max_rows integer,
        types text[], only_document text, only_artifact text, only_meta jsonb, exact boolean,
        text_weight double precision, vector_weight double precision, rrf_k double precision)
    returns table (chunk_no bigint, score double precision, text_score double precision, cosine double precision)
    language plpgsql stable set search_path = '' as $$
#variable_conflict use_column
declare
    served constant bigint := (select serving_generation from public.search_state);
    depth constant integer := case mode when 'hybrid' then greatest(100, max_rows) else max_rows end;
    best constant double precision := (text_weight + vector_weight) / (rrf_k + 1);
begin
    return query
    with by_text as (
        select * from dox.text_ranking(content, served, depth, types, only_document, only_artifact, only_meta)
        where mode <> 'vector'
    ), by_vector as (
        select * from dox.vector_ranking(query, model, served, depth, types, only_document, only_artifact, only_meta,
            exact)
        where mode <> 'text'
    )
    select chunk_no,
        case mode
            when 'text' then t.score / (1 + t.score)
            when 'vector' then least(1, v.cosine)
            else (coalesce(text_weight / (rrf_k + t.place), 0) + coalesce(vector_weight / (rrf_k + v.place), 0)) / best
        end as score,
        t.score, v.cosine
    from by_text t full join by_vector v using (chunk_no)
    order by 2 desc, t.place nulls last, v.place
    limit max_rows;
end $$;

-- For devices that talk to Supabase directly. A filter names source_type, document_id or artifact_id, or any other
-- key and value of meta. At most 200 rows.
create function public.match_search_chunks(query_embedding extensions.vector, match_threshold double precision default 0,
        match_count integer default 10, filter jsonb default '{}')
    returns table (id text, source_type text, artifact_id text, document_id text, chunk_index integer, text text,
        meta jsonb, similarity double precision)
    language sql stable set search_path = '' as $$
    select c.id, c.source_type, c.artifact_id, c.document_id, c.chunk_index, c.text, c.meta, s.cosine
    from public.search_state state
    cross join lateral dox.search('vector', '', query_embedding, state.embedding_model, least(match_count, 200),
        case when filter ? 'source_type' then array[filter ->> 'source_type'] end,
        filter ->> 'document_id', filter ->> 'artifact_id',
        nullif(filter - '{source_type,document_id,artifact_id}'::text[], '{}'), false, 1, 1, 20) s
    join public.search_chunks c using (chunk_no)
    where s.cosine >= match_threshold
    order by s.cosine desc, c.chunk_no
$$;

create function public.hybrid_search_chunks(query_text text, query_embedding extensions.vector,
        match_count integer default 10, full_text_weight double precision default 1,
        semantic_weight double precision default 1, rrf_k integer default 20)
    returns table (id text, source_type text, artifact_id text, document_id text, chunk_index integer, text text,
        meta jsonb, score double precision)
    language sql stable set search_path = '' as $$
    select c.id, c.source_type, c.artifact_id, c.document_id, c.chunk_index, c.text, c.meta, s.score
    from public.search_state state
    cross join lateral dox.search('hybrid', query_text, query_embedding, state.embedding_model,
        least(match_count, 200), null, null, null, null, false, full_text_weight, semantic_weight, rrf_k) s
    join public.search_chunks c using (chunk_no)
    order by s.score desc, c.chunk_no
$$;
