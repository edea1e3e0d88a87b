import CAVFormat
import SoraMedia
import SoraModel
import SoraSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The program `soralib-media`: measures the open files that it is handed until nobody asks any more.
package enum MediaWorker {
    /// Runs the program.
    ///
    /// - Parameter arguments: what stands behind its name on the command line.
    /// - Returns: the status to exit with.
    package static func run(_ arguments: [String]) -> Int32 {
        if arguments == ["--version"] {
            write(libraries.map { "\($0.name) \($0.version)\n" }.joined(), to: 1)
            return ExitStatus.success.rawValue
        }
        guard isStartedRightly(arguments), let socket = RequestSocket.inherited() else {
            write(
                "soralib-media: this program is started by soralib, with a socket as descriptor 3; "
                    + "to measure a file, run `soralib probe FILE`\n", to: 2)
            return ExitStatus.usage.rawValue
        }
        // Ctrl-C reaches every process of the terminal; when to end is for soralib to say.
        signal(SIGINT, SIG_IGN)
        LibraryLog.install()
        let prober = FileProber()
        var fonts: FontCase?
        var reader: DeepReader?
        var greeting = WorkerGreeting()
        do {
            if arguments.first == "--draw" {
                fonts = try DrawingWorker.fonts(socket)
                if fonts == nil { return ExitStatus.success.rawValue }
            }
            // Loaded while files may still be opened, and by those workers alone that are to decode.
            let filters = arguments.contains("--deep") ? try FilterLibrary() : nil
            reader = filters.map(DeepReader.init)
            greeting = confined(prober)
            if let filters { greeting.libraries.append(filters.component) }
        } catch let missing as FontCase.Missing {
            greeting.fault = missing.words
        } catch let missing as FilterLibrary.Missing {
            greeting.fault = missing.words
        } catch let violation as RequestSocket.Violation {
            return refuse(violation)
        } catch {
            write("soralib-media: \(error)\n", to: 2)
            return ExitStatus.ioError.rawValue
        }
        do {
            try socket.send(greeting.line())
        } catch {
            write("soralib-media: \(error)\n", to: 2)
            return ExitStatus.ioError.rawValue
        }
        guard greeting.fault == nil else { return ExitStatus.configuration.rawValue }
        return serve(socket, prober, reader, fonts)
    }

    private static func isStartedRightly(_ arguments: [String]) -> Bool {
        #if SORALIB_FAULTS
            if arguments.suffix(2).first == "--fault" {
                return [[], ["--draw"], ["--deep"]].contains(arguments.dropLast(2))
            }
        #endif
        return [[], ["--draw"], ["--deep"]].contains(arguments)
    }

    /// Confines this process and says what came of it.
    private static func confined(_ prober: FileProber) -> WorkerGreeting {
        var greeting = WorkerGreeting()
        do {
            let clip = try BuiltInClip.open()
            try WorkerConfinement.enter()
            greeting = WorkerConfinement.prove(clip, prober)
        } catch {
            greeting.fault = "it cannot \(error.operation) \(error.path): \(error.reason)"
        }
        greeting.libraries = libraries
        return greeting
    }

    private static func serve(
        _ socket: borrowing RequestSocket, _ prober: FileProber, _ reader: DeepReader?,
        _ fonts: FontCase?
    ) -> Int32 {
        do {
            if let fonts {
                try DrawingWorker.serve(socket, fonts)
                return ExitStatus.success.rawValue
            }
            while let incoming = try socket.next() {
                if let picture = incoming.request.picture, incoming.request.op == "picture" {
                    try send(picture, of: incoming, over: socket)
                } else {
                    let id = incoming.request.id
                    try socket.send(
                        answer(to: incoming, prober, reader) {
                            try socket.send(WorkerAnswer(id: id, progress: $0))
                        })
                }
            }
            return ExitStatus.success.rawValue
        } catch let violation as RequestSocket.Violation {
            return refuse(violation)
        } catch {
            write("soralib-media: \(error)\n", to: 2)
            return ExitStatus.ioError.rawValue
        }
    }

    private static func refuse(_ violation: RequestSocket.Violation) -> Int32 {
        write("soralib-media: \(violation.words)\n", to: 2)
        return ExitStatus.badData.rawValue
    }

    private static func send(
        _ picture: PictureRequest, of incoming: borrowing RequestSocket.Incoming,
        over socket: borrowing RequestSocket
    ) throws {
        let id = incoming.request.id
        #if SORALIB_FAULTS
            WorkerFault.obey(incoming.file, FileSystem())
        #endif
        let made: PictureMaker.Made
        do {
            made = try PictureMaker().make(picture, of: incoming.file)
        } catch {
            return try socket.send(WorkerAnswer(id: id, failure: error.words))
        }
        try socket.send(made, id: id)
    }

    private static func answer(
        to incoming: borrowing RequestSocket.Incoming, _ prober: FileProber, _ reader: DeepReader?,
        _ tell: (Int64) throws -> Void
    ) throws -> WorkerAnswer {
        let id = incoming.request.id
        let isDeep = incoming.request.op == "deep"
        guard incoming.request.op == "probe" || isDeep && reader != nil else {
            return WorkerAnswer(id: id, failure: "this soralib-media does not know what was asked")
        }
        #if SORALIB_FAULTS
            WorkerFault.obey(incoming.file, FileSystem())
        #endif
        do {
            let probe = try prober.probe(incoming.file)
            guard isDeep, probe.ok, let reader else { return WorkerAnswer(id: id, probe: probe) }
            return WorkerAnswer(
                id: id, probe: probe, deep: try reader.read(incoming.file, tell))
        } catch let undecided as FileProber.Undecided {
            return WorkerAnswer(id: id, failure: undecided.words)
        } catch let error as SystemError {
            return WorkerAnswer(id: id, failure: "cannot read the file: \(error.reason)")
        }
    }

    /// The libraries that are in use.
    private static var libraries: [WorkerGreeting.Component] {
        [
            ("libavformat", avformat_version()), ("libavcodec", avcodec_version()),
            ("libavutil", avutil_version()), ("libswscale", swscale_version()),
        ].map { name, version in
            WorkerGreeting.Component(
                name: name, version: "\(version >> 16).\(version >> 8 & 0xFF).\(version & 0xFF)")
        }
    }

    private static func write(_ text: String, to descriptor: Int32) {
        let bytes = Array(text.utf8)
        // Nobody is left to be told when this fails.
        unsafe bytes.withUnsafeBytes { buffer in
            #if canImport(Glibc)
                _ = unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
            #else
                _ = unsafe Darwin.write(descriptor, buffer.baseAddress, buffer.count)
            #endif
        }
    }
}
