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
                AppendChildren(output.Append("[]interface {}{"), target, dialect, depth, ", ", ", ");
                break;
            case YamlNodeKind.Mapping:
                AppendChildren(output.Append("map[interface {}]interface {}{"), target, dialect, depth, ":", ", ");
                break;
            default:
                AppendScalar(output, target, dialect, depth);
                break;
        }
    }

    private static void AppendChildren(StringBuilder output, YamlNode node, YamlDialect dialect, int depth, string afterEven, string afterOdd)
    {
        for (var i = 0; i < node.Children.Count; i++)
        {
            output.Append(i == 0 ? "" : i % 2 == 1 ? afterEven : afterOdd);
            Append(output, node.Children[i], dialect, depth + 1);
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
