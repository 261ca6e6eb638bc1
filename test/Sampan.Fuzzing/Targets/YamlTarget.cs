using System.Text;
using Sampan.Kubernetes.Yaml;
using Sampan.Templates.Serialization;

namespace Sampan.Fuzzing.Targets;

/// <summary>Values and manifests of the corpus, changed: what is read in either dialect is written, and reads as the same again.</summary>
internal sealed class YamlTarget(string corpus) : IFuzzTarget
{
    private const int MaximumSize = 64 << 10;

    private static readonly string[] Fragments =
    [
        ": ", "- ", "? ", "\n", "\n  ", "\n    ", "\t", " ", "[", "]", "{", "}", ", ", "'", "\"", "\\n", "\\x41", "\\", "|\n", ">-\n", "|+2\n", " #", "&x ", "*x", "!", "!!str ",
        "%YAML 1.1\n", "---\n", "\n...\n", "<<: *x\n", "1e3", "0x1F", "~", "yes", "é", "😀", "\r\n", "\u0085", "\u2028", "\uFEFF", "@", "`", "\0",
    ];

    private readonly IReadOnlyList<string> _seeds =
        [.. Seeds.Files(corpus, "charts/values", "*.yaml", MaximumSize, File.ReadAllText), .. Seeds.Files(corpus, "charts/golden", "*.yaml", MaximumSize, File.ReadAllText)];

    public string Name => "yaml";

    public bool Run(Random random, Action<string> report)
    {
        var text = Mutation.Of(random, Excerpt(random), Fragments, Excerpt(random));
        report(text);
        var taken = false;
        foreach (var (dialect, style) in new[] { (YamlDialect.Kubernetes, YamlStyle.Kubernetes), (YamlDialect.Helmfile, YamlStyle.Helmfile) })
        {
            if (Written(text, dialect, style) is { } written)
            {
                taken = true;

                // A float of minus zero is written without its fraction, as Go does, and then read as a whole zero.
                if (Written(written, dialect, style) != written && !written.Contains("-0", StringComparison.Ordinal))
                {
                    throw new InvalidOperationException($"what was written reads as something else: {written}");
                }
            }
        }

        return taken;
    }

    /// <summary>Some lines of a file.</summary>
    private string Excerpt(Random random)
    {
        var lines = _seeds.Any(random).Split('\n');
        var start = random.Next(lines.Length);
        return string.Join('\n', lines.Skip(start).Take(random.Next(1, 40)));
    }

    private static string? Written(string text, YamlDialect dialect, YamlStyle style)
    {
        try
        {
            var sink = new ValueSink(WholeNumbers.Int);
            YamlReader.Read(text, dialect, sink);
            var written = new StringBuilder();
            ValueData.Push(sink.Value, new YamlWriter(written, style), style.KeyOrder);
            return written.ToString();
        }
        catch (Exception exception) when (exception is YamlSyntaxException or FormatException)
        {
            return null;
        }
    }
}
