using System.Text.Json;

namespace Sampan.Kubernetes.Yaml;

/// <summary>Writes the data that it receives as JSON; whole numbers stay whole.</summary>
internal sealed class JsonDataSink(Utf8JsonWriter writer) : IDataSink
{
    public void Null() => writer.WriteNullValue();

    public void Boolean(bool value) => writer.WriteBooleanValue(value);

    public void Integer(long value) => writer.WriteNumberValue(value);

    public void LargeInteger(ulong value) => writer.WriteNumberValue(value);

    public void Float(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new YamlSyntaxException($"json: unsupported value: {FloatText.General(value)}", 0, 0);
        }

        writer.WriteRawValue(FloatText.Json(value), skipInputValidation: true);
    }

    public void Text(string value) => writer.WriteStringValue(value);

    public void BeginMapping(int count) => writer.WriteStartObject();

    public void Key(string key) => writer.WritePropertyName(key);

    public void EndMapping() => writer.WriteEndObject();

    public void BeginSequence(int count) => writer.WriteStartArray();

    public void EndSequence() => writer.WriteEndArray();
}
