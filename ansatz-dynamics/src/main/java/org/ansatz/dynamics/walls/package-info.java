/** Networks of domain walls in an expanding universe and the gravitational waves that they emit (arXiv 2511.16649). */
package org.ansatz.dynamics.walls;
