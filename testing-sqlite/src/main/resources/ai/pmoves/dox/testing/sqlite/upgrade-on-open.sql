ALTER TABLE fact ADD COLUMN evidence_id TEXT;
ALTER TABLE artifact ADD COLUMN source_url TEXT;
ALTER TABLE artifact ADD COLUMN extra_json TEXT;
