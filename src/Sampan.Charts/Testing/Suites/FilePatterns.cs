using Sampan.Charts.Paths;

namespace Sampan.Charts.Testing.Suites;

/// <summary>Files by patterns: <c>*</c>, <c>?</c> and <c>[a-z]</c> within a name, <c>**</c> for any folders.</summary>
internal static class FilePatterns
{
    /// <summary>The files that match, in the order of their names; a rooted pattern is a file's path.</summary>
    public static IReadOnlyList<string> Find(string folder, string pattern)
    {
        if (Path.IsPathRooted(pattern))
        {
            return [pattern];
        }

        var parts = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToArray();
        return [.. Find(folder, parts).Distinct().Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Find(string folder, ReadOnlyMemory<string> parts)
    {
        var here = folder.Length == 0 ? "." : folder;
        if (!Directory.Exists(here))
        {
            return [];
        }

        var (part, rest) = (parts.Span[0], parts[1..]);
        if (part == "..")
        {
            return rest.IsEmpty ? [] : Find(Path.Combine(folder, ".."), rest);
        }

        if (part == "**")
        {
            return FoldersIn(here).SelectMany(name => Find(Path.Combine(folder, name), parts)).Concat(rest.IsEmpty ? FilesIn(here, folder, "*") : Find(folder, rest));
        }

        return rest.IsEmpty
            ? FilesIn(here, folder, part)
            : FoldersIn(here).Where(name => PathPattern.IsMatch(part, name)).SelectMany(name => Find(Path.Combine(folder, name), rest));
    }

    private static IEnumerable<string> FilesIn(string here, string folder, string pattern) =>
        Directory.EnumerateFiles(here).Select(path => Path.GetFileName(path)).Where(name => PathPattern.IsMatch(pattern, name)).Select(name => Path.Combine(folder, name));

    private static IEnumerable<string> FoldersIn(string folder) => Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path));
}
