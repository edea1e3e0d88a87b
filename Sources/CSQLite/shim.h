#pragma once
// The functions below exist because Swift can neither call variadic functions
// nor see casted function pointers such as SQLITE_TRANSIENT.
#include <sqlite3.h>

/// Binds a text that SQLite copies.
static inline int sora_sqlite3_bind_text(sqlite3_stmt *statement, int index, const char *text, int bytes) {
    return sqlite3_bind_text(statement, index, text, bytes, SQLITE_TRANSIENT);
}

/// Binds bytes that SQLite copies.
static inline int sora_sqlite3_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, int count) {
    return sqlite3_bind_blob(statement, index, bytes, count, SQLITE_TRANSIENT);
}

/// Switches one of the on/off settings of sqlite3_db_config.
static inline int sora_sqlite3_db_config(sqlite3 *database, int option, int on) {
    return sqlite3_db_config(database, option, on, (int *)0);
}
