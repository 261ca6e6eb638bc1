using System.Globalization;

namespace Sampan.Kubernetes.Yaml;

/// <summary>Keys as strings: JSON knows no others.</summary>
internal static class YamlKey
{
    /// <exception cref="YamlSyntaxException">The key is a collection or null.</exception>
    public static string Of(YamlNode key, YamlNode value, YamlDialect dialect)
    {
        var node = CheckIsScalar(key, dialect);
        var scalar = YamlTag.Resolve(node, dialect, out var text);
        if (dialect != YamlDialect.Kubernetes)
        {
            return text.ToString();
        }

        return scalar.Type switch
        {
            YamlScalarType.Boolean => scalar.Boolean ? "true" : "false",
            YamlScalarType.Integer => scalar.Integer.ToString(CultureInfo.InvariantCulture),
            YamlScalarType.LargeInteger => scalar.LargeInteger.ToString(CultureInfo.InvariantCulture),
            YamlScalarType.Float => OfFloat(scalar.Float),
            YamlScalarType.Null => throw new YamlSyntaxException(
                $"unsupported map key of type: %!s(<nil>), key: <nil>, value: {YamlGoSyntax.Of(value, dialect)}", key.Line, key.Column),
            _ => text.ToString(),
        };
    }

    /// <summary>The key's node, behind an alias too.</summary>
    /// <exception cref="YamlSyntaxException">The key is a collection.</exception>
    public static YamlNode CheckIsScalar(YamlNode key, YamlDialect dialect)
    {
        var node = key.Target ?? key;
        return node.Kind == YamlNodeKind.Scalar
            ? node
            : throw new YamlSyntaxException($"yaml: invalid map key: {YamlGoSyntax.Of(node, dialect)}", key.Line, key.Column);
    }

    /// <summary>sigs.k8s.io/yaml formats these keys with the precision of a 32-bit float.</summary>
    private static string OfFloat(double value) => value switch
    {
        double.PositiveInfinity => ".inf",
        double.NegativeInfinity => "-.inf",
        double.NaN => ".nan",
        _ => FloatText.GeneralSingle((float)value),
    };
}
