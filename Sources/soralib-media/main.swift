import SoraMediaWorker

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

exit(MediaWorker.run(Array(CommandLine.arguments.dropFirst())))
