# What stands around the commands of a document while they are played; see DocumentPlay.swift. Bash reads it first.
#
# SORALIB and FFMPEG are programs, HOME is an empty folder.

# Ports that a document names, and those that its simulated services really have.
declare -A ports

# A word of a document, as it is here: an address with the real port, and for NAME what the stage has in STAGE_NAME.
as_here() {
    local word=$1 port
    for port in "${!ports[@]}"; do word=${word//:$port/:${ports[$port]}}; done
    # A server's disk is a folder here.
    if [[ $word == /srv/* ]]; then word=$HOME$word; fi
    # A gateway that a document makes up is the simulated service.
    if [ "$word" = https://gateway.example ] && [ -n "${ports[8080]-}" ]; then
        word=http://127.0.0.1:${ports[8080]}/openai-compatible
    fi
    if [[ $word =~ ^[A-Z][A-Z_]+$ ]]; then
        local set=STAGE_$word
        word=${!set-$word}
    fi
    here=$word
}

soralib() {
    if [ "${1-}" = simulate ]; then simulate "${@:2}"; return; fi
    local here word words=()
    for word in "$@"; do
        as_here "$word"
        words+=("$here")
    done
    if [[ " $* " == *' --watch '* ]]; then watch "${words[@]}"; return; fi
    if [ -n "${ANSWER-}" ]; then
        # A question is asked on a terminal only.
        local typed
        printf -v typed '%q ' "$SORALIB" "${words[@]}"
        printf '%s\n' "$ANSWER" | script -qec "$typed" /dev/null | tr -d '\r' |
            sed "1{/^$ANSWER\$/d}; s/\[y\/N\] /&$ANSWER\n/"
        return "${PIPESTATUS[1]}"
    fi
    "$SORALIB" "${words[@]}"
}

# A watch stays for ever; here, until no task waits.
watch() {
    local said pid line
    said=$(mktemp "$HOME/../said-XXXXXX")
    "$SORALIB" "$@" --timeout 90s 2> "$said" &
    pid=$!
    tail -n +1 -s 0.1 -f --pid="$pid" "$said" | while IFS= read -r line; do
        printf '%s\n' "$line" >&2
        if [[ $line == *'no task waits'* ]]; then kill "$pid"; fi
    done
    wait "$pid" || [ $? = 130 ]
}

curl() {
    local here word words=()
    for word in "$@"; do as_here "$word"; words+=("$here"); done
    command curl -sS "${words[@]}"
}

# In the second terminal: a service that ends with the story, on a free port, and quicker than a document has it.
simulate() {
    local named='' words=(--latency 100ms) started
    while [ $# -gt 0 ]; do
        case "$1" in
            --port) named=$2; shift ;;
            --latency) shift ;;
            *) words+=("$1") ;;
        esac
        shift
    done
    if [ -n "${simulators[$named]-}" ]; then kill "${simulators[$named]}"; fi
    started=$(mktemp "$HOME/../started-XXXXXX")
    "$SORALIB" simulate --port 0 "${words[@]}" > "$started" &
    simulators[$named]=$!
    local _
    for _ in {1..600}; do
        [ -s "$started" ] && break
        sleep 0.05
    done
    ports[$named]=$(sed -nE 's/.*127\.0\.0\.1:([0-9]+)".*/\1/p' "$started")
    sed "s/:${ports[$named]}/:$named/" "$started"
}
declare -A simulators

# For stages: a library in ~/clips with a service that is simulated, called rehearsal.
rehearse() {
    soralib simulate --port 8080 --ledger ~/charges.jsonl
    soralib init -q ~/clips && cd ~/clips &&
        soralib provider add -q rehearsal --profile openai-compatible \
            --base-url http://127.0.0.1:8080/openai-compatible --no-key
}

# For stages: clips of 4 seconds with these prompts.
clips() {
    local prompt
    for prompt in "$@"; do soralib queue -q "$prompt" --seconds 4 --size 1280x720 || return; done
    soralib sync -q --until-idle --timeout 60s
}
