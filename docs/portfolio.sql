-- The usual questions about the rows of a portfolio:
--   rmatrix portfolio FOLDER --for customer --with UPSTREAMS --rows rows.parquet --commitments commitments.parquet
-- before.parquet are the rows of another day or of earlier versions; for questions about today alone, it can be rows.parquet too.
--
-- The questions are written in the SQL that DuckDB and Spark share; they were run in DuckDB. asOf alone is a word of DuckDB's, so that it
-- stands with its table. The views differ; these are for DuckDB.
CREATE VIEW rows AS SELECT * FROM 'rows.parquet';
CREATE VIEW before AS SELECT * FROM 'before.parquet';
CREATE VIEW commitments AS SELECT * FROM 'commitments.parquet';
-- In Spark SQL:
--   CREATE TEMPORARY VIEW rows USING parquet OPTIONS (path 'rows.parquet');
--   CREATE TEMPORARY VIEW before USING parquet OPTIONS (path 'before.parquet');
--   CREATE TEMPORARY VIEW commitments USING parquet OPTIONS (path 'commitments.parquet');
-- Of a folder that --partition wrote, in DuckDB:
--   CREATE VIEW rows AS SELECT * FROM read_parquet('rows/*/*/*.parquet', hive_partitioning = true, hive_types_autocast = false);
-- and in Spark SQL the path 'rows', after SET spark.sql.sources.partitionColumnTypeInference.enabled = false;

-- What is ours: the duties of the customer's side in documents in force, its own (depth 0) and those that upstreams leave to it.
-- Rows have the states of a matrix, and an assigned control here is what the portfolio calls mine. Where it is one of the next question
-- too, the portfolio says open first; the duty is ours all the same.
SELECT service, catalog, control, title, text, depth, partyName
FROM rows
WHERE state = 'assigned' AND side = 'customer' AND involvement LIKE '%responsible%' AND inheritedFrom IS NULL
  AND (effective IS NULL OR effective <= rows.asOf) AND (expires IS NULL OR expires >= rows.asOf)
ORDER BY service, catalog, control, depth, text;

-- Inherited, and nobody upstream is known to perform it: a broken inheritance, or a document that was not given with --with.
SELECT DISTINCT service, catalog, control, inheritedFrom
FROM rows AS inherited
WHERE state = 'assigned' AND involvement LIKE '%responsible%' AND inheritedFrom IS NOT NULL
  AND NOT EXISTS (
    SELECT 1 FROM rows AS upstream
    WHERE upstream.service = inherited.service AND upstream.catalog = inherited.catalog AND upstream.control = inherited.control
      AND upstream.depth > 0)
ORDER BY service, catalog, control;

-- Gaps by family: controls of services that nobody is known to perform, because nobody is assigned, it is not determined, or statements
-- contradict each other. A family is what stands before the first dot or hyphen.
SELECT catalog, split_part(replace(control, '-', '.'), '.', 1) AS family, count(DISTINCT concat(service, ' ', control)) AS gaps
FROM rows
WHERE state IN ('unassigned', 'notDetermined', 'conflict')
GROUP BY catalog, split_part(replace(control, '-', '.'), '.', 1)
ORDER BY gaps DESC, catalog, family;

-- Who stands behind whom: for each service the matrices upstream, or the provider where it publishes none, how far away they are, and on
-- how many controls they act.
SELECT service, coalesce(matrix, partyName) AS upstream, min(depth) AS depth, count(DISTINCT concat(catalog, ' ', control)) AS controls
FROM rows
WHERE depth > 0
GROUP BY service, coalesce(matrix, partyName)
ORDER BY service, depth, upstream;

-- Concentration: on whom most services lean.
SELECT coalesce(matrix, partyName) AS upstream, count(DISTINCT service) AS services,
  count(DISTINCT concat(service, ' ', catalog, ' ', control)) AS controls
FROM rows
WHERE depth > 0
GROUP BY coalesce(matrix, partyName)
ORDER BY services DESC, controls DESC, upstream;

-- Weakest notice of an incident: within how many hours each service tells of one. Services that promise nothing come first, then those
-- whose unit is never converted, such as business hours, then the longest time. Only times on one clock and with one qualifier compare.
SELECT asked.service, promised.clock, promised.qualifier, promised.standardValue AS hours, promised.text
FROM (SELECT DISTINCT service FROM rows) AS asked
LEFT JOIN (SELECT * FROM commitments WHERE metric = 'incidentNotificationTime' AND side <> 'customer') AS promised
  ON promised.service = asked.service
ORDER BY CASE WHEN promised.service IS NULL THEN 0 WHEN promised.standardValue IS NULL THEN 1 ELSE 2 END,
  hours DESC, asked.service, promised.commitment;

-- Weakest notice of a change: how many hours before it each service tells of one. The shortest time is the weakest.
SELECT asked.service, promised.clock, promised.qualifier, promised.standardValue AS hours, promised.text
FROM (SELECT DISTINCT service FROM rows) AS asked
LEFT JOIN (SELECT * FROM commitments WHERE metric = 'changeNoticePeriod' AND side <> 'customer') AS promised
  ON promised.service = asked.service
ORDER BY CASE WHEN promised.service IS NULL THEN 0 WHEN promised.standardValue IS NULL THEN 1 ELSE 2 END,
  hours, asked.service, promised.commitment;

-- What changed: controls with another state or split than before, or that a service speaks of in one of the two only.
SELECT coalesce(today.service, earlier.service) AS service, coalesce(today.catalog, earlier.catalog) AS catalog,
  coalesce(today.control, earlier.control) AS control, earlier.version AS versionBefore, today.version AS version,
  earlier.state AS stateBefore, today.state AS state, earlier.split AS splitBefore, today.split AS split
FROM (SELECT DISTINCT service, version, catalog, control, state, split FROM before) AS earlier
FULL OUTER JOIN (SELECT DISTINCT service, version, catalog, control, state, split FROM rows) AS today
  ON today.service = earlier.service AND today.catalog = earlier.catalog AND today.control = earlier.control
WHERE coalesce(earlier.state, '') <> coalesce(today.state, '') OR coalesce(earlier.split, '') <> coalesce(today.split, '')
ORDER BY service, catalog, control;

-- What is newly ours, and what no longer is.
SELECT 'new' AS change, added.*
FROM (
  SELECT service, catalog, control, text FROM rows
  WHERE state = 'assigned' AND side = 'customer' AND involvement LIKE '%responsible%' AND inheritedFrom IS NULL
  EXCEPT
  SELECT service, catalog, control, text FROM before
  WHERE state = 'assigned' AND side = 'customer' AND involvement LIKE '%responsible%' AND inheritedFrom IS NULL) AS added
UNION ALL
SELECT 'gone' AS change, ended.*
FROM (
  SELECT service, catalog, control, text FROM before
  WHERE state = 'assigned' AND side = 'customer' AND involvement LIKE '%responsible%' AND inheritedFrom IS NULL
  EXCEPT
  SELECT service, catalog, control, text FROM rows
  WHERE state = 'assigned' AND side = 'customer' AND involvement LIKE '%responsible%' AND inheritedFrom IS NULL) AS ended
ORDER BY service, catalog, control, change, text;

-- What is not done yet, by service: duties of any party, those upstream included.
SELECT service, count(*) AS duties, count(DISTINCT concat(catalog, ' ', control)) AS controls
FROM rows
WHERE done = false
GROUP BY service
ORDER BY duties DESC, service;

-- What ends next: the documents, with the day. The portfolio itself tells of evidence and authorizations too.
SELECT DISTINCT service, document, version, expires
FROM rows
WHERE expires IS NOT NULL
ORDER BY expires, service;
