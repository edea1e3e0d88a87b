#if SORALIB_FAULTS
    import SoraSystem

    /// How a worker fails on request, so that tests can see what becomes of it; not in a release.
    enum WorkerFault {
        /// `--fault unfiltered`: no filter is loaded.
        static var isUnfiltered: Bool { CommandLine.arguments.contains("unfiltered") }
        /// `--fault blind`: the built-in clip does not read.
        static var isBlind: Bool { CommandLine.arguments.contains("blind") }

        /// `--fault mute`: the libraries of text are missing.
        static var isMute: Bool { CommandLine.arguments.contains("mute") }

        /// Does what the first line of a file says, as a parser would that the file has taken over.
        static func obey(_ file: borrowing OpenFile, _ files: FileSystem) {
            let head = (try? files.read(file, at: 0, count: 32)) ?? []
            let order = String(decoding: head, as: UTF8.self).prefix { $0 != "\n" }
            switch order {
            case "soralib-fault:spin":
                var turns = 0
                while turns >= 0 { turns = (turns &+ 1) & 0xFFFF }
            case "soralib-fault:gorge":
                // Never touched: the limit is of addresses.
                while true {
                    _ = UnsafeMutableRawPointer.allocate(byteCount: 64 << 20, alignment: 16)
                }
            default: break
            }
        }
    }
#endif
