import SoraTorture

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

exit(await TortureProgram.run(Array(CommandLine.arguments.dropFirst())))
