-- The usual questions about the rows of a portfolio: rmatrix portfolio FOLDER --for PARTY --rows rows.parquet
-- In DuckDB the file is the table. In Spark SQL, begin with: CREATE TEMPORARY VIEW rows USING parquet OPTIONS (path 'rows.parquet')
CREATE VIEW rows AS SELECT * FROM 'rows.parquet';

-- What is ours: the customer's duties of each service, and what upstreams leave to it.
SELECT service, catalog, control, title, text, depth
FROM rows
WHERE side = 'customer' AND involvement LIKE '%responsible%' AND inheritedFrom IS NULL
ORDER BY service, catalog, control, depth;

-- Gaps by family: controls that nobody is known to perform. A family is what stands before the first dot or hyphen.
SELECT catalog, split_part(replace(control, '-', '.'), '.', 1) AS family, count(DISTINCT concat(service, ' ', control)) AS gaps
FROM rows
WHERE state IN ('unassigned', 'notDetermined', 'conflict')
GROUP BY catalog, split_part(replace(control, '-', '.'), '.', 1)
ORDER BY gaps DESC, catalog, family;

-- Who stands behind whom: the matrices upstream, and on how many controls of how many services they act.
SELECT matrix, count(DISTINCT service) AS services, count(DISTINCT concat(service, ' ', control)) AS controls, max(depth) AS depth
FROM rows
WHERE depth > 0
GROUP BY matrix
ORDER BY services DESC, controls DESC, matrix;

-- What is not done yet, by service.
SELECT service, count(*) AS duties
FROM rows
WHERE done = false
GROUP BY service
ORDER BY duties DESC, service;

-- What ends next: the documents, with the day.
SELECT DISTINCT service, document, version, expires
FROM rows
WHERE expires IS NOT NULL
ORDER BY expires, service;
