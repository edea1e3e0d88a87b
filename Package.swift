// swift-tools-version: 6.2
import PackageDescription

/// Settings of every target, written once: Swift 6 with the checks that later
/// language modes will make the default.
let modern: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// What everything but the tests is built with: pointers are marked `unsafe` where they are used.
///
/// Failpoints and planted bugs are in debug builds, and in the optimised one that `make torture` makes for
/// itself; a release has none.
let strict =
    modern + [.strictMemorySafety(), .define("SORALIB_FAULTS", .when(configuration: .debug))]

/// A layer: a library target whose sources are in `Sources/<name>`.
func layer(_ name: String, on dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// A program: a `main.swift` that hands over to the layer below it.
func program(_ name: String, on dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of one layer, in `Tests/<name>Tests`.
func tests(
    of name: String, with more: [Target.Dependency] = [], excluding: [String] = []
) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.byName(name: name)] + more, exclude: excluding,
        swiftSettings: modern)
}

/// A C library of the system, seen through a module map in `Sources/<name>`.
func wall(_ name: String, pkgConfig: String? = nil, apt: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}

let package = Package(
    name: "soralib",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "SoraLibrary", targets: ["SoraLibrary"]),
        .executable(name: "soralib", targets: ["soralib"]),
        .executable(name: "soralib-media", targets: ["soralib-media"]),
        .executable(name: "soralib-simulator", targets: ["soralib-simulator"]),
    ],
    targets: [
        // Programs. Only these and the two targets below link media or server libraries.
        program("soralib", on: ["SoraCommands"]),
        program("soralib-media", on: ["SoraMediaWorker"]),
        program("soralib-simulator", on: ["SoraSimulator"]),
        layer(
            "SoraMediaWorker",
            on: [
                "SoraMedia", "SoraSystem", "SoraModel", "CAVFormat", "CAVFilter", "CSandbox",
                "CText",
            ]),
        layer("SoraSimulator", on: ["SoraArguments", "CAVFormat", "CMicroHTTPD", "CTLS"]),

        // The harness that kills soralib and holds what is left against the simulator's ledger. It
        // shares nothing with the layers that it judges but files, digests and SQL.
        program("soralib-torture", on: ["SoraTorture"]),
        layer("SoraTorture", on: ["SoraSQLite", "SoraSystem", "SoraModel", "SoraTerminal"]),

        // soralib itself, from the command line down.
        layer(
            "SoraCommands",
            on: [
                "SoraLibrary", "SoraExport", "SoraImport", "SoraSync", "SoraProviders",
                "SoraCatalog", "SoraSystem", "SoraModel", "SoraArguments", "SoraTerminal",
            ]),
        layer(
            "SoraLibrary",
            on: [
                "SoraExport", "SoraImport", "SoraSync", "SoraProviders", "SoraCatalog",
                "SoraMedia", "SoraHTTP", "SoraSystem", "SoraModel", "SoraResources",
            ]),
        layer("SoraExport", on: ["SoraCatalog", "SoraSystem", "SoraModel", "SoraResources"]),
        layer("SoraImport", on: ["SoraCatalog", "SoraMedia", "SoraSystem", "SoraModel"]),
        layer(
            "SoraSync",
            on: [
                "SoraProviders", "SoraCatalog", "SoraMedia", "SoraHTTP", "SoraSystem", "SoraModel",
            ]
        ),
        layer("SoraProviders", on: ["SoraHTTP", "SoraSystem", "SoraModel", "SoraResources"]),
        layer("SoraCatalog", on: ["SoraSQLite", "SoraSystem", "SoraModel", "SoraResources"]),
        layer("SoraMedia", on: ["SoraSystem", "SoraModel"]),
        layer("SoraHTTP", on: ["SoraSystem", "SoraModel", "CCurl"]),
        layer("SoraSQLite", on: ["SoraSystem", "SoraModel", "CSQLite"]),
        layer("SoraSystem", on: ["SoraModel", "CCrypto", "CPCRE", "CSystem"]),
        layer("SoraModel"),
        layer("SoraArguments"),
        layer("SoraTerminal"),

        // C libraries, each behind the one wall that wraps it.
        wall("CAVFilter", apt: "libavfilter-dev"),
        wall("CAVFormat", pkgConfig: "libavformat", apt: "libavformat-dev"),
        wall("CCrypto", apt: "libssl-dev"),
        wall("CCurl", apt: "libcurl4-openssl-dev"),
        wall("CMicroHTTPD", pkgConfig: "libmicrohttpd", apt: "libmicrohttpd-dev"),
        wall("CPCRE", apt: "libpcre2-dev"),
        wall("CSandbox", pkgConfig: "libseccomp", apt: "libseccomp-dev"),
        wall("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev"),
        wall("CText", pkgConfig: "freetype2", apt: "libfreetype-dev"),
        wall("CTLS", pkgConfig: "libssl", apt: "libssl-dev"),
        .target(name: "CSystem"),

        // SQL and profiles, made into string literals when building.
        .target(
            name: "SoraResources", path: "Resources",
            exclude: [
                "demo", "gallery", "migrations", "objects", "providers", "schemas", "systemd",
            ],
            swiftSettings: strict,
            plugins: ["EmbedResources"]),
        .plugin(
            name: "EmbedResources", capability: .buildTool(), dependencies: ["embed-resources"],
            path: "Sources/EmbedResources"),
        .executableTarget(name: "embed-resources", swiftSettings: strict),

        // Tests.
        .target(
            name: "SoraTestSupport",
            dependencies: ["SoraProviders", "SoraModel", "SoraSystem", "SoraHTTP"],
            path: "Tests/SoraTestSupport", swiftSettings: strict),
        tests(of: "SoraArguments"),
        tests(
            of: "SoraCatalog", with: ["SoraTestSupport", "SoraSQLite", "SoraSystem", "SoraModel"]),
        tests(
            of: "SoraExport",
            with: ["SoraTestSupport", "SoraCatalog", "SoraSQLite", "SoraSystem", "SoraModel"]),
        tests(
            of: "SoraImport",
            with: [
                "SoraTestSupport", "SoraCatalog", "SoraMedia", "SoraSQLite", "SoraSystem",
                "SoraModel",
            ], excluding: ["Fixtures"]),
        tests(of: "SoraHTTP", with: ["SoraTestSupport", "SoraSystem", "SoraModel"]),
        tests(
            of: "SoraMedia",
            with: ["SoraTestSupport", "SoraSystem", "SoraModel", "soralib-media"]),
        tests(of: "SoraModel"),
        tests(
            of: "SoraProviders",
            with: ["SoraTestSupport", "SoraHTTP", "SoraSystem", "SoraModel", "SoraResources"]),
        tests(of: "SoraSQLite", with: ["SoraTestSupport", "SoraSystem", "SoraModel"]),
        tests(of: "SoraSimulator", with: ["SoraTestSupport"], excluding: ["openai_client.py"]),
        tests(
            of: "SoraSync",
            with: [
                "SoraTestSupport", "SoraProviders", "SoraCatalog", "SoraSQLite", "SoraMedia",
                "SoraHTTP", "SoraSystem", "SoraModel", "SoraResources",
            ]),
        tests(of: "SoraSystem", with: ["SoraTestSupport", "SoraModel"]),
        tests(of: "SoraTerminal"),
        tests(
            of: "SoraTorture",
            with: ["SoraTestSupport", "soralib", "soralib-media", "soralib-simulator"]),
        // The readers of strangers' bytes, each in one place; `make fuzz` compiles the targets with its driver.
        .testTarget(
            name: "FuzzTests",
            dependencies: [
                "SoraCommands", "SoraImport", "SoraProviders", "SoraCatalog", "SoraMedia",
                "SoraHTTP", "SoraSystem", "SoraModel",
            ],
            exclude: ["Corpus", "Driver"], swiftSettings: modern),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "SoraCommands", "SoraLibrary", "SoraArguments", "SoraTerminal", "SoraCatalog",
                "SoraTestSupport", "SoraProviders", "SoraSQLite", "SoraSync", "SoraSystem",
                "SoraModel", "soralib", "soralib-media", "soralib-simulator", "library-example",
            ],
            exclude: ["Documents/stage.sh"], swiftSettings: modern),

        // A program as somebody else writes it: it imports the library and nothing else; not installed.
        .executableTarget(
            name: "library-example", dependencies: ["SoraLibrary"], path: "Tests/ExampleProgram",
            swiftSettings: modern),
    ],
    swiftLanguageModes: [.v6]
)
