namespace Sampan.Conformance;

/// <summary>The command line: <c>--corpus DIR --area NAME --filter TEXT --update --quiet</c>; quiet leaves expected failures and skips unprinted.</summary>
internal sealed record RunOptions(string Corpus, string ExpectedFailures, string? Area, string? Filter, bool Update, bool Quiet)
{
    public const string Usage = "usage: Sampan.Conformance [--corpus DIR] [--area NAME] [--filter TEXT] [--update] [--quiet]";

    /// <summary>Parses the arguments; throws <see cref="FormatException"/> with what is wrong.</summary>
    public static RunOptions Parse(IReadOnlyList<string> args, string root)
    {
        var options = new RunOptions(
            Path.GetFullPath(Path.Combine(root, "../shared/corpus")),
            Path.Combine(root, "test/Sampan.Conformance/ExpectedFailures"),
            null,
            null,
            Update: false,
            Quiet: false);
        for (var i = 0; i < args.Count; i++)
        {
            options = args[i] switch
            {
                "--corpus" => options with { Corpus = Path.GetFullPath(Value(args, ref i)) },
                "--area" => options with { Area = Value(args, ref i) },
                "--filter" => options with { Filter = Value(args, ref i) },
                "--update" => options with { Update = true },
                "--quiet" => options with { Quiet = true },
                var unknown => throw new FormatException($"unknown argument {unknown}"),
            };
        }

        return Directory.Exists(options.Corpus)
            ? options
            : throw new FormatException($"no corpus at {options.Corpus}; give its folder with --corpus DIR");
    }

    private static string Value(IReadOnlyList<string> args, ref int i) =>
        ++i < args.Count ? args[i] : throw new FormatException($"{args[i - 1]} needs a value");
}
