import SoraArguments
import Testing

@Suite struct `Reading values` {
    private func queue(_ words: String...) throws -> Queue {
        try #require(try command(Queue.self, ["queue", "a cat", "--provider", "p"] + words))
    }

    @Test func `a value follows its option, or is attached by an equals sign`() throws {
        #expect(try queue("--seconds", "8").seconds == 8)
        #expect(try queue("--seconds=8").seconds == 8)
        #expect(try queue("-o", "x.mp4").file == "x.mp4")
        #expect(try queue("-ox.mp4").file == "x.mp4")
        #expect(try queue("--tag=").tags == [""])
        #expect(try queue("--tag=a=b").tags == ["a=b"])
    }

    @Test func `what is not given has its default, or is nil`() throws {
        let queue = try queue()
        #expect(queue.text == "a cat")
        #expect(queue.provider == "p")
        #expect(queue.seconds == 4)
        #expect(queue.maxCost == nil)
        #expect(queue.tags == [])
        #expect(queue.file == nil)
        #expect(queue.watermark == nil)
        #expect(!queue.isPrivate)
    }

    @Test func `a property's name becomes an option in kebab case`() throws {
        #expect(try queue("--max-cost", "2.5").maxCost == 2.5)
        #expect(try queue("--is-private").isPrivate)
    }

    @Test func `an array collects what is repeated, in order`() throws {
        #expect(try queue("--tag", "a", "--tag", "b", "--tag", "a").tags == ["a", "b", "a"])
    }

    @Test func `a flag with an inversion tells yes, no and not given`() throws {
        #expect(try queue("--watermark").watermark == true)
        #expect(try queue("--no-watermark").watermark == false)
    }

    @Test func `short flags may share a dash, an option with its value last`() throws {
        let queue = try queue("-qvo", "x.mp4")
        #expect(queue.verbose)
        #expect(queue.file == "x.mp4")
    }

    @Test(arguments: ["-5", "-.5", "-1e3"])
    func `a negative number is a value`(word: String) throws {
        #expect(try queue("--max-cost", word).maxCost == Double(word))
        #expect(try command(List.self, ["list", word])?.query == [word])
    }

    @Test func `a lone dash is a word, for standard input`() throws {
        #expect(try command(List.self, ["list", "-"])?.query == ["-"])
        #expect(try queue("--tag", "-").tags == ["-"])
    }

    @Test func `two dashes end the options`() throws {
        let list = try command(List.self, ["list", "--limit", "3", "--", "--limit", "-x", "--"])
        #expect(list?.limit == 3)
        #expect(list?.query == ["--limit", "-x", "--"])
    }

    @Test func `options may stand between and after positional arguments`() throws {
        let list = try command(List.self, ["list", "a", "--limit", "3", "b"])
        #expect(list?.query == ["a", "b"])
    }

    @Test func `a value that was set by hand needs no command line`() {
        var list = List()
        #expect(list.limit == nil)
        #expect(list.query == [])
        list.limit = 3
        #expect(list.limit == 3)
    }

    @Test func `a list with no default takes all words that are left`() throws {
        let add = try command(Provider.Add.self, ["provider", "add", "n", "m1", "m2"])
        #expect(add?.name == "n")
        #expect(add?.models == ["m1", "m2"])
    }
}
