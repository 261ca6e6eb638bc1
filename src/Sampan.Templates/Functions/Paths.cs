using Sampan.Templates.Values;

namespace Sampan.Templates.Functions;

/// <summary>sprig's functions for slash-separated paths; those of the operating system are the same, as on Linux.</summary>
internal static class Paths
{
    public static void AddTo(FunctionTable table)
    {
        foreach (var (name, osName, function) in ((string, string, Func<string, object>)[])
            [("base", "osBase", Base), ("dir", "osDir", Directory), ("clean", "osClean", Clean), ("ext", "osExt", Extension), ("isAbs", "osIsAbs", IsAbsolute)])
        {
            table.Add(name, [ParameterType.Text], (_, arguments) => function((string)arguments[0]!));
            table.Add(osName, [ParameterType.Text], (_, arguments) => function((string)arguments[0]!));
        }
    }

    /// <summary>The shortest path of the same meaning.</summary>
    public static string Clean(string path)
    {
        var rooted = path.StartsWith('/');
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part is "" or ".")
            {
                continue;
            }

            if (part != ".." || (parts.Count == 0 && !rooted) || (parts.Count > 0 && parts[^1] == ".."))
            {
                parts.Add(part);
            }
            else if (parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
        }

        var cleaned = string.Join('/', parts);
        return rooted ? "/" + cleaned : cleaned.Length == 0 ? "." : cleaned;
    }

    private static string Base(string path)
    {
        if (path.Length == 0)
        {
            return ".";
        }

        var trimmed = path.TrimEnd('/');
        return trimmed.Length == 0 ? "/" : trimmed[(trimmed.LastIndexOf('/') + 1)..];
    }

    private static string Directory(string path) => Clean(path[..(path.LastIndexOf('/') + 1)]);

    private static string Extension(string path)
    {
        var dot = path.LastIndexOf('.');
        return dot > path.LastIndexOf('/') ? path[dot..] : "";
    }

    private static object IsAbsolute(string path) => Boxes.Of(path.StartsWith('/'));
}
