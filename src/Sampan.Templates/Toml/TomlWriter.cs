using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;
using Sampan.Kubernetes.Yaml;
using Sampan.Templates.Functions;
using Sampan.Templates.Serialization;
using Sampan.Templates.Times;
using Sampan.Templates.Values;

namespace Sampan.Templates.Toml;

/// <summary>
/// Writes values as TOML, byte for byte as BurntSushi/toml does: within a table first what stands on one line, then
/// the tables below it, each group by the order of its keys; tables are indented by their depth.
/// </summary>
internal sealed class TomlWriter
{
    private const int MaximumDepth = 500;
    private readonly StringBuilder _text = new();

    /// <exception cref="UnencodableException">TOML has no such value.</exception>
    public static string Write(object value)
    {
        var writer = new TomlWriter();
        writer.Entry([], value);
        return writer._text.ToString();
    }

    private static bool IsTable(object? value) => value is IDictionary || (value is ITemplateObject named and not IList && !IsText(named));

    private static bool IsText(ITemplateObject value) => value is IJsonText or GoDuration or GoNamedInteger;

    private static bool IsArrayOfTables(object? value)
    {
        if (value is not IList list || list.Count == 0 || value is byte[])
        {
            return false;
        }

        var all = true;
        foreach (var item in list)
        {
            all &= item is null ? throw new UnencodableException("toml: cannot encode array with nil element") : IsTable(item);
        }

        return all;
    }

    private void Entry(string[] key, object value)
    {
        if (key.Length > MaximumDepth)
        {
            throw new UnencodableException("toml: the value is nested too deeply");
        }

        if (IsTable(value))
        {
            Table(key, value);
        }
        else if (IsArrayOfTables(value))
        {
            ArrayOfTables(key, (IList)value);
        }
        else if (key.Length == 0)
        {
            Element(value, 0);
        }
        else
        {
            Indent(key);
            _text.Append(Key(key[^1])).Append(" = ");
            Element(value, 0);
            NewLine();
        }
    }

    private void Table(string[] key, object table)
    {
        if (key.Length == 1)
        {
            NewLine();
        }

        if (key.Length > 0)
        {
            Indent(key);
            _text.Append('[').AppendJoin('.', key.Select(Key)).Append(']');
            NewLine();
        }

        Entries(key, table);
    }

    private void ArrayOfTables(string[] key, IList tables)
    {
        if (key.Length == 0)
        {
            throw new UnencodableException("toml: top-level values must be Go maps or structs");
        }

        foreach (var table in tables)
        {
            NewLine();
            Indent(key);
            _text.Append("[[").AppendJoin('.', key.Select(Key)).Append("]]");
            NewLine();
            Entries(key, table!);
        }
    }

    private void Entries(string[] key, object table)
    {
        foreach (var (name, value) in Sorted(table))
        {
            Entry([.. key, name], value);
        }
    }

    /// <summary>The entries that are not null, tables after all others.</summary>
    private static List<(string Name, object Value)> Sorted(object table)
    {
        var entries = new List<(string Name, object Value)>();
        if (table is IDictionary map)
        {
            foreach (var key in MapOrder.SortedKeys(map))
            {
                Add(entries, (string)key, map[key]);
            }
        }
        else
        {
            foreach (var (name, value) in ((ITemplateObject)table).Fields)
            {
                Add(entries, name, value);
            }
        }

        return [.. entries.OrderBy(entry => IsTable(entry.Value) || IsArrayOfTables(entry.Value))];
    }

    private static void Add(List<(string Name, object Value)> entries, string name, object? value)
    {
        if (value is Complex)
        {
            throw new UnencodableException("unsupported type: complex128");
        }

        if (value is not null && !ReferenceEquals(value, Lists.Nil) && !ReferenceEquals(value, Lists.NilTexts))
        {
            entries.Add((name, value));
        }
    }

    private void Element(object? value, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new UnencodableException("toml: the value is nested too deeply");
        }

        switch (value)
        {
            case string text:
                Quoted(text);
                break;
            case bool boolean:
                _text.Append(boolean ? "true" : "false");
                break;
            case double or float:
                _text.Append(Float(Convert.ToDouble(value, CultureInfo.InvariantCulture)));
                break;
            case nint number:
                _text.Append(number);
                break;
            case long or int or uint or ulong or byte:
                _text.Append(CultureInfo.InvariantCulture, $"{value}");
                break;
            case GoTime time:
                _text.Append(TomlTimes.Write(time));
                break;
            case GoDuration duration:
                Quoted(duration.ToString());
                break;
            case GoNamedInteger number:
                _text.Append(number.Value);
                break;
            case IJsonText named:
                Quoted(named.JsonText);
                break;
            case IDictionary:
                Inline(value, depth);
                break;
            case IList list:
                Array(list, depth);
                break;
            case ITemplateObject:
                Inline(value, depth);
                break;
            default:
                throw new UnencodableException($"unsupported type: {GoType.Kind(value)}");
        }
    }

    private void Array(IList list, int depth)
    {
        _text.Append('[');
        for (var i = 0; i < list.Count; i++)
        {
            _text.Append(i > 0 ? ", " : "");
            Element(list[i] ?? throw new UnencodableException("toml: cannot encode array with nil element"), depth + 1);
        }

        _text.Append(']');
    }

    private void Inline(object table, int depth)
    {
        _text.Append('{');
        var first = true;
        foreach (var (name, value) in Sorted(table))
        {
            _text.Append(first ? "" : ", ").Append(Key(name)).Append(" = ");
            Element(value, depth + 1);
            first = false;
        }

        _text.Append('}');
    }

    private static string Float(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }

        var text = FloatText.General(value);
        return text.Contains('.') || text.Contains('e') ? text : text + ".0";
    }

    private static string Key(string name)
    {
        if (name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
        {
            return name;
        }

        var writer = new TomlWriter();
        writer.Quoted(name);
        return writer._text.ToString();
    }

    private void Quoted(string text)
    {
        _text.Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => _text.Append("\\\""),
                '\\' => _text.Append("\\\\"),
                '\b' => _text.Append("\\b"),
                '\t' => _text.Append("\\t"),
                '\n' => _text.Append("\\n"),
                '\f' => _text.Append("\\f"),
                '\r' => _text.Append("\\r"),
                < ' ' or '\u007F' => _text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => _text.Append(c),
            };
        }

        _text.Append('"');
    }

    private void Indent(string[] key) => _text.Append(' ', (key.Length - 1) * 2);

    private void NewLine()
    {
        if (_text.Length > 0)
        {
            _text.Append('\n');
        }
    }
}
