using System.Text;

namespace Sampan.Kubernetes.Yaml;

/// <summary>Nodes as Go's <c>%#v</c> prints what they decode to, for messages that quote them.</summary>
internal static class YamlGoSyntax
{
    private const int MaximumDepth = 20;

    public static string Of(YamlNode node, YamlDialect dialect)
    {
        var output = new StringBuilder();
        Append(output, node, dialect, 0);
        return output.ToString();
    }

    /// <summary>A string in Go's double quotes.</summary>
    public static string Quote(string text) =>
        '"' + text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal) + '"';

    private static void Append(StringBuilder output, YamlNode node, YamlDialect dialect, int depth)
    {
        var target = node.Target ?? node;
        if (depth > MaximumDepth)
        {
            output.Append("...");
            return;
        }

        switch (target.Kind)
        {
            case YamlNodeKind.Sequence:
                output.Append("[]interface {}{");
                for (var i = 0; i < target.Children.Count; i++)
                {
                    Append(output.Append(i == 0 ? "" : ", "), target.Children[i], dialect, depth + 1);
                }

                output.Append('}');
                break;
            case YamlNodeKind.Mapping:
                AppendMapping(output, target, dialect, depth);
                break;
            default:
                AppendScalar(output, target, dialect, depth);
                break;
        }
    }

    /// <summary>A map in the order of its keys, of repeated ones the last: null first, then texts, then what else there is.</summary>
    private static void AppendMapping(StringBuilder output, YamlNode node, YamlDialect dialect, int depth)
    {
        var entries = new Dictionary<string, (int Rank, YamlNode Value)>(StringComparer.Ordinal);
        for (var i = 0; i + 1 < node.Children.Count; i += 2)
        {
            var key = node.Children[i];
            var text = new StringBuilder();
            Append(text, key, dialect, depth + 1);
            var isScalar = (key.Target ?? key).Kind == YamlNodeKind.Scalar;
            var rank = !isScalar ? 3 : YamlTag.Resolve(key.Target ?? key, dialect, out _).Type switch
            {
                YamlScalarType.Null => 0,
                YamlScalarType.Text => 1,
                _ => 2,
            };
            entries[text.ToString()] = (rank, node.Children[i + 1]);
        }

        var first = true;
        output.Append("map[interface {}]interface {}{");
        foreach (var (key, (_, value)) in entries.OrderBy(entry => entry.Value.Rank).ThenBy(entry => entry.Key, StringComparer.Ordinal))
        {
            output.Append(first ? "" : ", ").Append(key).Append(':');
            Append(output, value, dialect, depth + 1);
            first = false;
        }

        output.Append('}');
    }

    private static void AppendScalar(StringBuilder output, YamlNode node, YamlDialect dialect, int depth)
    {
        var scalar = YamlTag.Resolve(node, dialect, out var text);
        output.Append(scalar.Type switch
        {
            YamlScalarType.Null => depth == 0 ? "<nil>" : "interface {}(nil)",
            YamlScalarType.Boolean => scalar.Boolean ? "true" : "false",
            YamlScalarType.Integer => FormattableString.Invariant($"{scalar.Integer}"),
            YamlScalarType.LargeInteger => FormattableString.Invariant($"0x{scalar.LargeInteger:x}"),
            YamlScalarType.Float => FloatText.General(scalar.Float),
            _ => Quote(text.ToString()),
        });
    }
}
