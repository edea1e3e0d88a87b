-- One row a task, one column a field of the task object (docs/reference.md).
SELECT
    task.id AS key,
    't' || task.id AS id,
    task.uid AS uid,
    task.state AS state,
    provider.name AS provider,
    provider.profile AS profile,
    task.model AS model,
    task.operation AS operation,
    task.prompt_text AS prompt,
    'p' || task.prompt_id AS prompt_id,
    task.seconds AS seconds,
    task.width || 'x' || task.height AS size,
    task.aspect_ratio AS aspect_ratio,
    (SELECT json_group_array('i' || image_id) FROM (
        SELECT image_id FROM task_image WHERE task_id = task.id ORDER BY position)) AS images,
    'v' || task.remixed_from AS remixed_from,
    't' || task.retry_of AS retry_of,
    task.remote_id AS remote_id,
    task.remote_status AS remote_status,
    task.progress AS progress,
    (SELECT 'v' || video.id FROM video WHERE video.task_id = task.id AND task.state = 'succeeded') AS video,
    CASE WHEN task.error_code IS NOT NULL
         THEN json_object('code', task.error_code, 'message', coalesce(task.error_message, '')) END AS error,
    (SELECT count(*) FROM submit_attempt WHERE submit_attempt.task_id = task.id) AS submit_attempts,
    CASE WHEN task.cost_micros IS NOT NULL
         THEN json_object(
             'amount', printf('%d.%02d%s', task.cost_micros / 1000000, task.cost_micros / 10000 % 100,
                              rtrim(printf('%04d', task.cost_micros % 10000), '0')),
             'currency', task.cost_currency,
             'estimated', json(CASE task.cost_estimated WHEN 1 THEN 'true' ELSE 'false' END)) END AS cost,
    strftime('%Y-%m-%dT%H:%M:%SZ', task.created_at / 1000, 'unixepoch') AS created_at,
    strftime('%Y-%m-%dT%H:%M:%SZ', task.submitted_at / 1000, 'unixepoch') AS submitted_at,
    strftime('%Y-%m-%dT%H:%M:%SZ', task.completed_at / 1000, 'unixepoch') AS completed_at,
    strftime('%Y-%m-%dT%H:%M:%SZ', task.expires_at / 1000, 'unixepoch') AS expires_at,
    CASE WHEN task.state IN ('draft', 'queued') AND task.remixed_from IS NOT NULL AND json_valid(task.request) THEN
        (SELECT 't' || parent.id FROM video AS start JOIN task AS parent ON parent.id = start.task_id
         WHERE start.id = task.remixed_from
           AND CASE WHEN json_extract(task.request, '$.request.frame') IS NOT NULL
                    THEN start.file_state = 'absent' AND parent.state <> 'succeeded'
                    ELSE json_extract(task.request, '$.request.operation') <> 'create'
                     AND json_extract(task.request, '$.request.parent') IS NULL
                     AND parent.state NOT IN ('completed', 'downloading', 'succeeded') END) END AS awaits
FROM task
JOIN provider ON provider.id = task.provider_id
