// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.adapter;

import java.io.IOException;

/** No adapter can be had; the message is the problem's sentence. */
public class AdapterException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient AdapterProblem problem;

  /**
   * @param problem what the matter is
   * @param cause what Windows said last
   */
  public AdapterException(AdapterProblem problem, IOException cause) {
    super(problem.toString(), cause);
    this.problem = problem;
  }

  public AdapterProblem problem() {
    return problem;
  }
}
