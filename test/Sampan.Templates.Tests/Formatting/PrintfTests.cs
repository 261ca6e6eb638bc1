namespace Sampan.Templates.Tests.Formatting;

/// <summary>Printf's flags where verbs do not fit, as Go 1.26 prints them.</summary>
public sealed class PrintfTests
{
    [Theory]
    [InlineData("{{ printf \"%05s|%-05s|%05q|%05t|%05v|%08T|%05U\" \"ab\" \"ab\" \"a\" true nil 1 97 }}", "000ab|ab   |00\"a\"|0true|<nil>|00000int|U+0061")]
    [InlineData("{{ printf \"%08.3d|%-08.3d|%08.0d|%08c\" 5 5 0 97 }}", "     005|005     |        |0000000a")]
    [InlineData("{{ printf \"%w|%#w|%+w\" (dict \"a\" 1) (list 1) 5 }}", "%!w(map[string]interface {}=map[a:1])|%!w([]interface {}=[]interface {}{1})|%!w(int=5)")]
    [InlineData("{{ printf \"%#x|%#X\" 2.5 2.5 }}", "0x1.4000p+01|0X1.4P+01")]
    [InlineData("{{ printf \"%#O|%.6U|%12.8U\" 8 97 97 }}", "0o010|U+000061|  U+00000061")]
    [InlineData("{{ printf \"%5.2T\" nil }}", "<nil>")]
    public void Render_Template_GivesWhatGoDoes(string template, string output) => Assert.EndsWith(output, RenderedTemplate.Of(template), StringComparison.Ordinal);
}
