namespace Sampan.Releases.Declarations;

using Map = Dictionary<string, object?>;

/// <summary>helmfile reads strictly: a key that it does not know is an error, here with the closest known key.</summary>
internal static class DeclarationSchema
{
    public static void Check(Map tree, DeclarationText text)
    {
        var root = new FieldReader(tree, null, text);
        CheckKeys(root, null, DeclarationKeys.Top, text);
        foreach (var (_, environment) in root.Section("environments").Entries())
        {
            CheckKeys(environment.AsMap(), environment.Path, DeclarationKeys.Environment, text);
        }

        foreach (var (_, template) in root.Section("templates").Entries())
        {
            CheckRelease(template, text);
        }

        foreach (var release in root.Items("releases"))
        {
            CheckRelease(release, text);
        }
    }

    private static void CheckRelease(FieldEntry release, DeclarationText text)
    {
        var fields = release.AsMap();
        CheckKeys(fields, release.Path, DeclarationKeys.Release, text);
        foreach (var (key, instead) in DeclarationKeys.Unsupported)
        {
            if (fields.Has(key))
            {
                throw text.Error($"{key} is not supported: {instead}", release.Path / key);
            }
        }
    }

    private static void CheckKeys(FieldReader fields, FieldPath? path, HashSet<string> known, DeclarationText text)
    {
        foreach (var key in fields.Fields.Keys.Where(key => !known.Contains(key)))
        {
            var closest = known.MinBy(candidate => EditDistance(candidate, key))!;
            var hint = EditDistance(closest, key) <= Math.Max(2, key.Length / 3) ? $". Did you mean {closest}?" : "";
            throw text.Error($"unknown key {key}{hint}", path / key);
        }
    }

    /// <summary>Levenshtein's distance, letters compared without case.</summary>
    private static int EditDistance(string from, string to)
    {
        var previous = new int[to.Length + 1];
        for (var j = 0; j <= to.Length; j++)
        {
            previous[j] = j;
        }

        for (var i = 1; i <= from.Length; i++)
        {
            var current = new int[to.Length + 1];
            current[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var substitution = previous[j - 1] + (char.ToLowerInvariant(from[i - 1]) == char.ToLowerInvariant(to[j - 1]) ? 0 : 1);
                current[j] = Math.Min(substitution, Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[to.Length];
    }
}
