using System.Globalization;
using Sampan.Charts.Rendering;

namespace Sampan.Charts.Linting;

/// <summary>The API versions of Kubernetes 1.36's built-in kinds that are deprecated, since when, and what replaces them.</summary>
internal static class DeprecatedApis
{
    private static readonly Lazy<Dictionary<(string ApiVersion, string Kind), Deprecation>> Known = new(Read);

    /// <summary>Kubernetes' warning about an API version that is deprecated in a version of it; null when it is not.</summary>
    public static string? Warning(string apiVersion, string kind, KubeVersion version)
    {
        if (!Known.Value.TryGetValue((apiVersion, kind), out var deprecation) || !deprecation.AppliesTo(version))
        {
            return null;
        }

        var removed = deprecation.Removed.Length > 0 ? $", unavailable in v{deprecation.Removed}+" : "";
        var replacement = deprecation.Replacement.Length > 0 ? $"; use {deprecation.Replacement}" : "";
        return $"{apiVersion} {kind} is deprecated in v{deprecation.Since}+{removed}{replacement}";
    }

    /// <summary>Reads the table: API version, kind, deprecated in, removed in or a dash, and perhaps API version and kind of the replacement.</summary>
    private static Dictionary<(string ApiVersion, string Kind), Deprecation> Read()
    {
        using var stream = typeof(DeprecatedApis).Assembly.GetManifestResourceStream("deprecated-apis.txt")!;
        using var reader = new StreamReader(stream);
        Dictionary<(string ApiVersion, string Kind), Deprecation> known = [];
        while (reader.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            known[(words[0], words[1])] = new Deprecation(words[2], words[3] == "-" ? "" : words[3], string.Join(' ', words[4..]));
        }

        return known;
    }

    private sealed record Deprecation(string Since, string Removed, string Replacement)
    {
        public bool AppliesTo(KubeVersion version)
        {
            var since = Since.Split('.');
            return (Number(version.Major), Number(version.Minor)).CompareTo((Number(since[0]), Number(since[1]))) >= 0;
        }

        private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
