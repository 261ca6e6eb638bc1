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

    /// <summary>Why a path leads to no field that the schema declares; null if it leads to one.</summary>
    public static string? Mistake(string path, StructuralSchema schema) => Mistake(path, schema, allowsBrackets: true, out _);

    /// <summary>Why a path leads to no field that the schema declares; null if it leads to one.</summary>
    /// <param name="path">The path.</param>
    /// <param name="schema">The schema that it begins at.</param>
    /// <param name="allowsBrackets">Whether names may be in brackets.</param>
    /// <param name="found">The schema of the field, or null.</param>
    public static string? Mistake(string path, StructuralSchema schema, bool allowsBrackets, out StructuralSchema? found)
    {
        found = schema;
        for (var at = 0; at < path.Length && found is not null;)
        {
            string name;
            if (path[at] == '.')
            {
                name = Token(path, at + 1);
                at += 1 + name.Length;
            }
            else if (path[at] != '[')
            {
                return $"expected [ or . but got: {Token(path, at)}";
            }
            else if (!allowsBrackets)
            {
                return "array notation is not allowed";
            }
            else if (Quoted(path, at) is { } quoted)
            {
                (name, at) = quoted;
            }
            else
            {
                return at + 1 == path.Length ? "unexpected end of JSON path" : $"expected single quoted string but got {Token(path, at + 1)}";
            }

            if (name.Length == 0)
            {
                return "unexpected end of JSON path";
            }

            if (found.Properties.Count > 0 ? !found.Properties.ContainsKey(name) : found.Values is null && !found.AllowsAnyProperty)
            {
                return "does not refer to a valid field";
            }

            found = found.Properties.GetValueOrDefault(name) ?? found.Values;
        }

        return null;
    }

    // A name up to the next sign, or a sign itself; empty at the end.
    private static string Token(string path, int at)
    {
        var end = path.AsSpan(Math.Min(at, path.Length)).IndexOfAny('.', '[', ']');
        return end < 0 ? path[Math.Min(at, path.Length)..] : path.Substring(at, Math.Max(1, end));
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
