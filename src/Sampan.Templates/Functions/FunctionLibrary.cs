namespace Sampan.Templates.Functions;

/// <summary>Puts the families of functions together.</summary>
internal static class FunctionLibrary
{
    public static FunctionTable Helm()
    {
        var table = new FunctionTable();
        Builtins.AddTo(table);
        Comparisons.AddTo(table);
        Strings.AddTo(table);
        LetterCase.AddTo(table);
        LongLines.AddTo(table);
        Lists.AddTo(table);
        Dictionaries.AddTo(table);
        Defaults.AddTo(table);
        Mathematics.AddTo(table);
        Reflection.AddTo(table);
        Dates.AddTo(table);
        Encodings.AddTo(table);
        Paths.AddTo(table);
        Urls.AddTo(table);
        RegularExpressions.AddTo(table);
        Hashes.AddTo(table);
        Passwords.AddTo(table);
        Certificates.AddTo(table);
        RandomTexts.AddTo(table);
        Versions.AddTo(table);
        Serialization.AddTo(table);
        Rendering.AddTo(table);
        return table;
    }
}
