-- One row an image, one column a field of the image object (docs/reference.md).
-- ?1 is the library's absolute path.
SELECT
    image.id AS key,
    'i' || image.id AS id,
    image.uid AS uid,
    CASE WHEN image.sha256 IS NOT NULL THEN
        ?1 || '/objects/' || substr(image.sha256, 1, 2) || '/' || image.sha256 || '.' || image.extension
    END AS path,
    image.url AS url,
    image.sha256 AS sha256,
    image.bytes AS bytes,
    image.format AS format,
    image.width AS width,
    image.height AS height,
    image.title AS title,
    (SELECT json_group_array(tag) FROM (SELECT tag FROM image_tag WHERE image_id = image.id ORDER BY tag)) AS tags,
    strftime('%Y-%m-%dT%H:%M:%SZ', image.created_at / 1000, 'unixepoch') AS created_at
FROM image
