using System.Text;

namespace Sampan.Server.CustomResources.Rules;

/// <summary>The paths of rules' <c>fieldPath</c>: <c>.a.b</c>, <c>['a.b'].c</c>.</summary>
internal static class RulePath
{
    /// <summary>The names that a path walks through, or null if it is no path.</summary>
    public static IReadOnlyList<string>? Parse(string path)
    {
        List<string> names = [];
        for (var at = 0; at < path.Length;)
        {
            if (path[at] == '.')
            {
                var end = path.AsSpan(at + 1).IndexOfAny('.', '[', ']');
                end = end < 0 ? path.Length : at + 1 + end;
                if (end == at + 1)
                {
                    return null;
                }

                names.Add(path[(at + 1)..end]);
                at = end;
            }
            else if (Quoted(path, at) is { } quoted)
            {
                names.Add(quoted.Name);
                at = quoted.End;
            }
            else
            {
                return null;
            }
        }

        return names;
    }

    /// <summary>Whether a path leads to a field that the schema declares.</summary>
    public static bool IsValid(string path, StructuralSchema schema)
    {
        if (Parse(path) is not { } names)
        {
            return false;
        }

        StructuralSchema? node = schema;
        foreach (var name in names)
        {
            node = node.Properties.Count > 0 ? node.Properties.GetValueOrDefault(name) : node.Values;
            if (node is null)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A path and what a rule's path adds to it.</summary>
    public static string Append(string path, string added)
    {
        var names = string.Join('.', Parse(added.Trim()) ?? []);
        return names.Length == 0 ? path.Length == 0 ? "<nil>" : path : path.Length == 0 ? names : $"{path}.{names}";
    }

    private static (string Name, int End)? Quoted(string path, int at)
    {
        if (!path.AsSpan(at).StartsWith("['", StringComparison.Ordinal))
        {
            return null;
        }

        var name = new StringBuilder();
        for (var i = at + 2; i < path.Length; i++)
        {
            if (path[i] == '\\' && i + 1 < path.Length)
            {
                name.Append(path[++i] switch { 'a' => '\a', 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', 'v' => '\v', var other => other });
            }
            else if (path[i] == '\'')
            {
                return i + 1 < path.Length && path[i + 1] == ']' ? (name.ToString(), i + 2) : null;
            }
            else
            {
                name.Append(path[i]);
            }
        }

        return null;
    }
}
