-- One row a prompt, one column a field of the prompt object (docs/reference.md).
SELECT
    prompt.id AS key,
    'p' || prompt.id AS id,
    prompt.uid AS uid,
    prompt.text AS text,
    prompt.title AS title,
    prompt.revision AS revision,
    'p' || prompt.revises AS revises,
    (SELECT json_group_array(tag) FROM (SELECT tag FROM prompt_tag WHERE prompt_id = prompt.id ORDER BY tag)) AS tags,
    (SELECT count(*) FROM task WHERE task.prompt_id = prompt.id) AS tasks,
    strftime('%Y-%m-%dT%H:%M:%SZ', prompt.created_at / 1000, 'unixepoch') AS created_at
FROM prompt
