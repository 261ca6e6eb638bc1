using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Warnings;

/// <summary>Files that a volume is made of, of which one hides or contains another.</summary>
internal static class VolumePathWarnings
{
    private static readonly string[] Sources = ["secret", "configMap", "downwardAPI", "serviceAccountToken", "clusterTrustBundle", "podCertificate"];

    public static void Of(JsonObject volume, List<string> warnings)
    {
        var name = volume.TextOf("name");
        OfItems(volume.At("configMap"), $"ConfigMap \"{volume.At("configMap").TextOf("name")}\"", name, warnings);
        OfItems(volume.At("secret"), $"Secret \"{volume.At("secret").TextOf("secretName")}\"", name, warnings);
        OfItems(volume.At("downwardAPI"), "DownwardAPI", name, warnings);
        List<(string Path, string Source)> known = [];
        foreach (var source in volume.At("projected").Each("sources"))
        {
            if (!Sources.Any(kind => source[kind] is JsonObject))
            {
                warnings.Add($"volume \"{name}\" (Projected) has no sources provided");
                continue;
            }

            Compare(Paths(source), known, name, "Projected", warnings);
        }
    }

    private static void OfItems(JsonObject? source, string description, string volume, List<string> warnings) =>
        Compare(source.Each("items").Select(item => (item.TextOf("path"), "")), [], volume, description, warnings);

    private static void Compare(IEnumerable<(string Path, string Source)> paths, List<(string Path, string Source)> known, string volume, string description, List<string> warnings)
    {
        foreach (var (path, source) in paths)
        {
            var added = (Path: path.TrimEnd('/'), Source: source);
            foreach (var other in known.Where(other => Overlap(other.Path, added.Path)))
            {
                warnings.Add($"volume \"{volume}\" ({description}): overlapping paths: {Show(added)} with {Show(other)}");
            }

            known.Add(added);
        }
    }

    private static bool Overlap(string one, string other) => one.Length > 0 && other.Length > 0
        && ($"{one}/".StartsWith($"{other}/", StringComparison.Ordinal) || $"{other}/".StartsWith($"{one}/", StringComparison.Ordinal));

    private static string Show((string Path, string Source) place) => place.Source.Length == 0 ? $"\"{place.Path}\"" : $"\"{place.Path}\" ({place.Source})";

    // Of a projected source the first kind that is there counts.
    private static IEnumerable<(string Path, string Source)> Paths(JsonObject source)
    {
        foreach (var (kind, description) in (ReadOnlySpan<(string, string)>)[("configMap", $"ConfigMap \"{source.At("configMap").TextOf("name")}\""), ("secret", $"Secret \"{source.At("secret").TextOf("name")}\""), ("downwardAPI", "DownwardAPI")])
        {
            if (source.At(kind)?["items"] is JsonArray)
            {
                return source.At(kind).Each("items").Select(item => (item.TextOf("path"), description));
            }
        }

        if (source["serviceAccountToken"] is JsonObject token)
        {
            return [(token.TextOf("path"), "ServiceAccountToken")];
        }

        if (source["clusterTrustBundle"] is JsonObject bundle)
        {
            return [(bundle.TextOf("path"), $"ClusterTrustBundle \"{bundle["name"] ?? bundle["signerName"]}\"")];
        }

        return new[] { ("certificateChainPath", "chain"), ("keyPath", "key"), ("credentialBundlePath", "credential bundle") }
            .Select(part => (Path: source.At("podCertificate").TextOf(part.Item1), Source: $"PodCertificate {part.Item2}"))
            .Where(part => part.Path.Length > 0);
    }
}
