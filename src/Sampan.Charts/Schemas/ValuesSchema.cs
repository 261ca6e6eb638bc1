using System.Text;
using Sampan.Charts.Dependencies;
using Sampan.Charts.Text;

namespace Sampan.Charts.Schemas;

/// <summary>Checks values against the values.schema.json of a chart and its subcharts; <paramref name="fetch"/> gets schemas at other addresses.</summary>
internal sealed class ValuesSchema(Func<Uri, ReadOnlyMemory<byte>>? fetch)
{
    /// <summary>What does not fit, chart by chart; empty when everything fits.</summary>
    public string Validate(ProcessedChart chart, Dictionary<string, object?> values)
    {
        var text = new StringBuilder();
        Validate(chart, values, text);
        return text.ToString();
    }

    /// <summary>What does not fit one schema, or why the schema cannot be used; null when everything fits.</summary>
    public string? Validate(ReadOnlyMemory<byte> schema, Dictionary<string, object?> values)
    {
        try
        {
            return CompiledSchema.Of(schema, fetch).Evaluate(values) is { } error ? SchemaError.Describe(error) + "\n" : null;
        }
        catch (SchemaException exception)
        {
            return exception.Message;
        }
    }

    private void Validate(ProcessedChart chart, Dictionary<string, object?> values, StringBuilder text)
    {
        if (chart.Chart.Schema is { } schema && Validate(schema.Data, values) is { } errors)
        {
            text.Append(chart.Name).Append(":\n").Append(errors);
        }

        foreach (var subchart in chart.Subcharts)
        {
            switch (values.GetValueOrDefault(subchart.Name))
            {
                case null:
                    break;
                case Dictionary<string, object?> table:
                    Validate(subchart, table, text);
                    break;
                case var other:
                    text.Append(subchart.Name).Append(":\ninvalid type for values: expected object (map), got ").Append(GoText.TypeName(other)).Append('\n');
                    break;
            }
        }
    }
}
