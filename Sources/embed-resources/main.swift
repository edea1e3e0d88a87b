import Foundation

// embed-resources ROOT OUTPUT FILE…: writes one Swift file with a string literal for each FILE,
// named by its path below ROOT.

let root = CommandLine.arguments[1]
let output = CommandLine.arguments[2]

var source = "/// Every embedded file, by its path below `Resources`.\n"
source += "let embeddedFiles: [(path: String, text: String)] = [\n"
for path in CommandLine.arguments.dropFirst(3) {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let name = path.dropFirst(root.count).drop { $0 == "/" }
    source += "    (path: \"\(name)\", text: ####\"\"\"\n\(text)\n\"\"\"####),\n"
}
source += "]\n"
try source.write(toFile: output, atomically: true, encoding: .utf8)
