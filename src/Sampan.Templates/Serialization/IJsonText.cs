namespace Sampan.Templates.Serialization;

/// <summary>A value that JSON has as a string: a time, a version.</summary>
internal interface IJsonText
{
    /// <summary>The string.</summary>
    string JsonText { get; }
}
