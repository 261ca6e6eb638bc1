using System.Text;
using Sampan.Templates.Execution;
using Sampan.Templates.Values;

namespace Sampan.Templates.Functions;

/// <summary>sprig's random functions.</summary>
internal static class RandomTexts
{
    private const string Digits = "0123456789";
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static readonly string Printable = new([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code)]);

    public static void AddTo(FunctionTable table)
    {
        Add(table, "randAlphaNum", Letters + Digits);
        Add(table, "randAlpha", Letters);
        Add(table, "randNumeric", Digits);
        Add(table, "randAscii", Printable);
        table.Add("randBytes", [ParameterType.Integer], (context, arguments) => Convert.ToBase64String(Bytes(context, (nint)arguments[0]!)));
        table.Add("randInt", [ParameterType.Integer, ParameterType.Integer], (context, arguments) => Between(context, (nint)arguments[0]!, (nint)arguments[1]!));
        table.Add("shuffle", [ParameterType.Text], (context, arguments) => Shuffle(context, (string)arguments[0]!));
        table.Add("uuidv4", [], (context, _) => Uuid(context));
    }

    private static void Add(FunctionTable table, string name, string characters) =>
        table.Add(name, [ParameterType.Integer], (context, arguments) =>
        {
            var count = Math.Max((nint)arguments[0]!, 0);
            if (count > context.Options.MaximumOutput)
            {
                throw new FunctionException("the text would be too long");
            }

            var text = new StringBuilder((int)count);
            while (text.Length < count)
            {
                text.Append(characters[context.Random.Below(characters.Length)]);
            }

            return text.ToString();
        });

    private static byte[] Bytes(FunctionContext context, nint count)
    {
        if (count < 0 || count > context.Options.MaximumOutput)
        {
            throw new FunctionException("runtime error: makeslice: len out of range");
        }

        var bytes = new byte[count];
        context.Random.Fill(bytes);
        return bytes;
    }

    private static object Between(FunctionContext context, nint low, nint high)
    {
        if (high <= low)
        {
            throw new FunctionException("invalid argument to Intn");
        }

        return Boxes.Integer(low + context.Random.Below((int)Math.Min(high - low, int.MaxValue)));
    }

    private static string Shuffle(FunctionContext context, string text)
    {
        var runes = text.EnumerateRunes().ToArray();
        for (var i = runes.Length - 1; i > 0; i--)
        {
            var j = context.Random.Below(i + 1);
            (runes[i], runes[j]) = (runes[j], runes[i]);
        }

        return string.Concat(runes);
    }

    private static string Uuid(FunctionContext context)
    {
        var bytes = Bytes(context, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
