-- One row a video, one column a field of the video object (docs/reference.md).
-- ?1 is the library's absolute path.
SELECT
    video.id AS key,
    'v' || video.id AS id,
    video.uid AS uid,
    video.title AS title,
    CASE video.file_state WHEN 'present' THEN
        ?1 || '/objects/' || substr(video.sha256, 1, 2) || '/' || video.sha256 || '.' || video.extension
    END AS path,
    video.sha256 AS sha256,
    video.bytes AS bytes,
    video.container AS container,
    video.duration AS duration,
    video.width AS width,
    video.height AS height,
    video.rotation AS rotation,
    video.frame_rate AS frame_rate,
    video.bit_rate AS bit_rate,
    video.video_codec AS video_codec,
    video.audio_codec AS audio_codec,
    video.has_audio AS has_audio,
    json_object(
        'seconds', video.requested_seconds, 'width', video.requested_width,
        'height', video.requested_height, 'aspect_ratio', video.requested_aspect_ratio) AS requested,
    video.verdict AS verdict,
    video.reasons AS reasons,
    video.reason_codes AS reason_codes,
    video.file_state AS file_state,
    coalesce(task.prompt_text, prompt.text) AS prompt,
    coalesce(provider.name, video.origin_provider) AS provider,
    coalesce(task.model, video.origin_model) AS model,
    't' || video.task_id AS task,
    video.operation AS operation,
    'v' || video.remixed_from AS remixed_from,
    (SELECT json_group_array(tag) FROM (SELECT tag FROM video_tag WHERE video_id = video.id ORDER BY tag)) AS tags,
    video.rating AS rating,
    video.notes AS notes,
    (SELECT json_group_array(name) FROM (
        SELECT collection.name FROM collection_video
        JOIN collection ON collection.id = collection_video.collection_id
        WHERE collection_video.video_id = video.id ORDER BY collection.name)) AS collections,
    strftime('%Y-%m-%dT%H:%M:%SZ', video.created_at / 1000, 'unixepoch') AS created_at,
    strftime('%Y-%m-%dT%H:%M:%SZ', video.imported_at / 1000, 'unixepoch') AS imported_at,
    video.video_duration AS video_duration,
    video.fast_start AS fast_start,
    video.deep AS deep,
    strftime('%Y-%m-%dT%H:%M:%SZ', video.deep_at / 1000, 'unixepoch') AS deep_at,
    (SELECT json_group_object(name, value) FROM (
        SELECT field.name AS name, CASE field.type
            WHEN 'date' THEN CASE WHEN number % 86400000 = 0
                THEN strftime('%Y-%m-%d', number / 1000, 'unixepoch')
                ELSE strftime('%Y-%m-%dT%H:%M:%SZ', number / 1000, 'unixepoch') END
            WHEN 'number' THEN number ELSE text END AS value
        FROM video_field JOIN field ON field.id = video_field.field_id
        WHERE video_field.video_id = video.id ORDER BY field.name)) AS fields
FROM video
LEFT JOIN task ON task.id = video.task_id
LEFT JOIN provider ON provider.id = task.provider_id
LEFT JOIN prompt ON prompt.id = video.prompt_id
