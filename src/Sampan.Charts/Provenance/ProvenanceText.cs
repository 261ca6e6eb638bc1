using Sampan.Charts.Downloads;
using Sampan.Charts.Metadata;
using Sampan.Charts.Text;
using Sampan.Charts.Values;

namespace Sampan.Charts.Provenance;

/// <summary>What is signed: the chart's metadata, a line <c>...</c>, and the digests of files.</summary>
internal static class ProvenanceText
{
    private const string Separator = "\n...\n";

    /// <summary>The text for a package.</summary>
    public static string Of(ChartMetadata metadata, string name, ReadOnlySpan<byte> package)
    {
        var files = ValueTrees.NewMap();
        files[name] = $"sha256:{ContentDigest.Of(package)}";
        var sums = ValueTrees.NewMap();
        sums["files"] = files;
        return YamlData.Write(MetadataValues.Of(metadata)) + Separator + YamlData.Write(sums);
    }

    /// <summary>The digest that a text states for a file; null when it states none. Throws <see cref="ChartException"/> when the text is not of this form.</summary>
    public static string? Digest(string text, string name)
    {
        var parts = text.Split(Separator);
        if (parts.Length < 2)
        {
            throw new ChartException("message block must have at least two parts");
        }

        return StructReader.Read(parts[1], "provenance", "SumCollection")?.TextMap("files").GetValueOrDefault(name);
    }
}
