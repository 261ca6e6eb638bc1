using Sampan.Kubernetes.Naming;

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
            var hint = ClosestName.Of(key, known) is { } closest ? $". Did you mean {closest}?" : "";
            throw text.Error($"unknown key {key}{hint}", path / key);
        }
    }
}
