namespace Sampan.Charts.Testing.Reports;

/// <summary>The formats of reports.</summary>
public enum ReportFormat
{
    /// <summary>xUnit.net's, version 2.</summary>
    XUnit,

    /// <summary>JUnit's.</summary>
    JUnit,

    /// <summary>NUnit's, version 2.5.</summary>
    NUnit,

    /// <summary>SonarQube's generic test execution.</summary>
    Sonar,
}
