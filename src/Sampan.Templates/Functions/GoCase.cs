using System.Text;

namespace Sampan.Templates.Functions;

/// <summary>The cases of a letter as Go's package unicode maps them: .NET's invariant mapping leaves out those between ASCII and other letters.</summary>
internal static class GoCase
{
    private const int DottedCapitalI = 0x0130;
    private const int DotlessI = 0x0131;
    private const int LongS = 0x017F;
    private const int KelvinSign = 0x212A;
    private const int AngstromSign = 0x212B;

    public static Rune Upper(Rune rune) => rune.Value switch
    {
        DotlessI => new Rune('I'),
        LongS => new Rune('S'),
        _ => Rune.ToUpperInvariant(rune),
    };

    public static Rune Lower(Rune rune) => rune.Value switch
    {
        DottedCapitalI => new Rune('i'),
        KelvinSign => new Rune('k'),
        AngstromSign => new Rune(0x00E5),
        _ => Rune.ToLowerInvariant(rune),
    };

    /// <summary>Digraphs have a case of their own; Georgian letters are the same in titles.</summary>
    public static Rune Title(Rune rune) => rune.Value switch
    {
        0x01C4 or 0x01C5 or 0x01C6 => new Rune(0x01C5),
        0x01C7 or 0x01C8 or 0x01C9 => new Rune(0x01C8),
        0x01CA or 0x01CB or 0x01CC => new Rune(0x01CB),
        0x01F1 or 0x01F2 or 0x01F3 => new Rune(0x01F2),
        >= 0x10D0 and <= 0x10FF => rune,
        _ => Upper(rune),
    };
}
