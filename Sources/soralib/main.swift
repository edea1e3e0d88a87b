import SoraCommands
import SoraModel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

exit(await Soralib.main().rawValue)
