namespace Sampan.Charts.Paths;

/// <summary>The shortest equal path with forward slashes, as Go's path.Clean: no empty, <c>.</c> or inner <c>..</c> parts.</summary>
public static class CleanPath
{
    /// <summary>The path made plain; <c>.</c> when nothing is left.</summary>
    public static string Of(string path)
    {
        if (IsClean(path))
        {
            return path;
        }

        var rooted = path.StartsWith('/');
        List<string> parts = [];
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

        var joined = string.Join('/', parts);
        return rooted ? "/" + joined : joined.Length > 0 ? joined : ".";
    }

    /// <summary>Whether no part is empty or made of dots alone; most paths are, and need no copy.</summary>
    private static bool IsClean(ReadOnlySpan<char> path)
    {
        foreach (var part in path.Split('/'))
        {
            if (path[part] is "" or "." or "..")
            {
                return false;
            }
        }

        return true;
    }
}
