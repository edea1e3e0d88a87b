import SoraCommands
import SoraModel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

// Everything is written and durable by now. Not exit(3): it lets OpenSSL take down what the thread of the
// transfers, which may still be closing its connections, works with.
_exit(await Soralib.main().rawValue)
