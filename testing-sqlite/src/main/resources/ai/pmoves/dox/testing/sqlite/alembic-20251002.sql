CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, PRIMARY KEY (version_num));
CREATE TABLE artifact (
	id VARCHAR NOT NULL, 
	filename VARCHAR NOT NULL, 
	filepath VARCHAR NOT NULL, 
	filetype VARCHAR NOT NULL, 
	report_week VARCHAR, 
	status VARCHAR, 
	PRIMARY KEY (id)
);
CREATE TABLE evidence (
	id VARCHAR NOT NULL, 
	artifact_id VARCHAR NOT NULL, 
	locator VARCHAR, 
	preview VARCHAR, 
	content_type VARCHAR, 
	coordinates_json VARCHAR, 
	full_data_json VARCHAR, 
	PRIMARY KEY (id)
);
CREATE TABLE fact (
	id VARCHAR NOT NULL, 
	artifact_id VARCHAR NOT NULL, 
	report_week VARCHAR, 
	entity VARCHAR, 
	metrics_json VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE document (
	id VARCHAR NOT NULL, 
	path VARCHAR NOT NULL, 
	type VARCHAR NOT NULL, 
	title VARCHAR, 
	source VARCHAR, 
	created_at VARCHAR, 
	PRIMARY KEY (id)
);
CREATE TABLE section (
	id VARCHAR NOT NULL, 
	document_id VARCHAR NOT NULL, 
	"order" INTEGER NOT NULL, 
	text VARCHAR NOT NULL, 
	page INTEGER, 
	bbox_json VARCHAR, 
	PRIMARY KEY (id)
);
CREATE TABLE doctable (
	id VARCHAR NOT NULL, 
	document_id VARCHAR NOT NULL, 
	"order" INTEGER NOT NULL, 
	json VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE apiendpoint (
	id VARCHAR NOT NULL, 
	document_id VARCHAR NOT NULL, 
	name VARCHAR, 
	method VARCHAR NOT NULL, 
	path VARCHAR NOT NULL, 
	summary VARCHAR, 
	tags_json VARCHAR, 
	params_json VARCHAR, 
	responses_json VARCHAR, 
	PRIMARY KEY (id)
);
CREATE TABLE logentry (
	id VARCHAR NOT NULL, 
	document_id VARCHAR NOT NULL, 
	ts VARCHAR, 
	level VARCHAR, 
	code VARCHAR, 
	component VARCHAR, 
	message VARCHAR, 
	attrs_json VARCHAR, 
	PRIMARY KEY (id)
);
CREATE TABLE tagrow (
	id VARCHAR NOT NULL, 
	document_id VARCHAR NOT NULL, 
	tag VARCHAR NOT NULL, 
	score FLOAT, 
	source_ptr VARCHAR, 
	PRIMARY KEY (id)
);
