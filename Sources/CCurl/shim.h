#pragma once
// Types and constants of libcurl only: the library is loaded at the first request.
#include <curl/curl.h>
