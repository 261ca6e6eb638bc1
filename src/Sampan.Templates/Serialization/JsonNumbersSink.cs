using Sampan.Kubernetes.Yaml;

namespace Sampan.Templates.Serialization;

/// <summary>Refuses the numbers that JSON does not have: YAML reaches Helm's values through JSON.</summary>
internal sealed class JsonNumbersSink(IDataSink next) : ForwardingSink(next)
{
    public override void Float(double value) => Next.Float(double.IsFinite(value)
        ? value
        : throw new YamlSyntaxException($"json: unsupported value: {FloatText.General(value)}", 0, 0));
}
