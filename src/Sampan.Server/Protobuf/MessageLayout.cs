using System.Collections.Concurrent;
using Sampan.Server.Schemas;

namespace Sampan.Server.Protobuf;

/// <summary>Which field stands behind which number in a type's message. A struct that JSON inlines is a layout within it.</summary>
internal sealed class MessageLayout
{
    private static readonly ConcurrentDictionary<string, MessageLayout> Layouts = new(StringComparer.Ordinal);

    private readonly Dictionary<int, FieldDefinition> _fields = [];
    private readonly Dictionary<int, MessageLayout> _inlined = [];

    public static MessageLayout Of(TypeDefinition type) => Layouts.GetOrAdd(type.Name, static (_, type) => Build(type), type);

    public FieldDefinition? Field(int number) => _fields.GetValueOrDefault(number);

    public MessageLayout? Inlined(int number) => _inlined.GetValueOrDefault(number);

    private static MessageLayout Build(TypeDefinition type)
    {
        var root = new MessageLayout();
        foreach (var field in type.Fields.Values.Where(field => field.NumberPath.Count > 0))
        {
            var layout = root;
            foreach (var number in field.NumberPath.SkipLast(1))
            {
                if (!layout._inlined.TryGetValue(number, out var inner))
                {
                    layout._inlined[number] = inner = new MessageLayout();
                }

                layout = inner;
            }

            layout._fields[field.NumberPath[^1]] = field;
        }

        return root;
    }
}
